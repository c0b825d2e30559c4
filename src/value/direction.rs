//! Which side of a target is the good one, by what an indicator is called: 投诉率 the less the better, 合格率 the more.
//!
//! Only what a name says plainly counts. Of any other nobody knows, and nothing is guessed: a target turned round is
//! worse than a question not asked.

use super::number::is_digit;
use super::target::{Sense, is_time, moved};
use super::words::WordSet;
use std::sync::LazyLock;

/// Things nobody wants more of.
#[rustfmt::skip]
const BAD: [&str; 65] = [
    "投诉", "差错", "错误", "失误", "误差", "事故", "伤亡", "死亡", "受伤", "缺陷", "隐患", "超支", "超标", "超编", "逾期", "超期", "延期", "延误",
    "违规", "违纪", "违法", "违约", "犯罪", "发案", "上访", "信访", "舆情", "欠薪", "拖欠", "欠费", "失业", "辍学", "流失", "返贫", "返工",
    "退货", "破损", "损坏", "损耗", "损毁", "漏损", "故障", "变质", "不良", "漏检", "漏报", "误报", "发病", "感染", "复发", "空置",
    "抛荒", "火灾", "能耗", "排放", "污染", "结转结余", "不合格", "不达标", "不满意", "未完成", "未达标", "未办结", "不及时", "纠纷",
];
/// What may stand behind such a thing and only says that it is counted: 事故发生数, 投诉率.
#[rustfmt::skip]
const COUNTED: [&str; 32] = [
    "率", "数", "数量", "量", "次", "起", "件", "人", "户", "次数", "人数", "人次", "起数", "件数", "比例", "比率", "占比", "发生", "事件", "案件",
    "情况", "金额", "天数", "强度", "浓度", "总量", "面积", "物", "问题", "行为", "现象", "病例",
];
/// Limits of spending and of people, by the names the field has for them.
const LIMITS: [&str; 9] = [
    "三公经费变动率",
    "三公经费控制率",
    "公用经费控制率",
    "供养人员控制率",
    "供养人员变动率",
    "在职人员控制率",
    "预算调整率",
    "结转结余率",
    "结转结余变动率",
];
/// Words of doing something about a bad thing, or of there being none of it: beside it the more may be the better.
#[rustfmt::skip]
static TURNED: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[
    "处理", "处置", "办结", "办理", "整改", "整治", "回复", "答复", "反馈", "响应", "受理", "化解", "解决", "调处", "调解", "查处", "查办",
    "破案", "侦破", "防治", "防控", "防范", "预防", "治理", "控制", "救治", "救援", "消除", "消缺", "排查", "排除", "监测", "检测", "纠正", "修复",
    "维修", "清收", "清理", "收回", "追回", "下降", "降低", "降幅", "减少", "减排", "压减", "压降", "缩短", "节约", "节省", "削减", "遏制",
    "帮扶", "救助", "补助", "资助", "慰问", "保险", "赔付", "结案", "审结", "恢复", "未发生", "未出现", "零", "无", "免", "避免", "杜绝",
]));
/// Bad things that are dealt with: a rate of that is a good one, 投诉处理率.
const DEALT_WITH: [&str; 10] = ["投诉", "事故", "隐患", "缺陷", "故障", "信访", "上访", "舆情", "火灾", "纠纷"];
/// Rates and numbers of good things, at the end of a name.
#[rustfmt::skip]
const GOOD: [&str; 96] = [
    "满意度", "满意率", "合格率", "达标率", "通过率", "优良率", "优秀率", "优质率", "及时率", "及时性", "准时率", "按时率", "准确率", "正确率",
    "精准率", "完好率", "覆盖率", "覆盖面", "到位率", "公开率", "知晓率", "参与率", "参保率", "参训率", "出勤率", "到课率", "入学率", "升学率",
    "发放率", "办结率", "普及率", "完成率", "达成率", "实现率", "执行率", "兑现率", "兑付率", "拨付率", "支付率", "利用率", "就业率",
    "成活率", "存活率", "保存率", "治愈率", "好转率", "接种率", "建档率", "签约率", "巩固率", "毕业率", "获证率", "保障率", "处理率", "处置率",
    "整改率", "回复率", "答复率", "响应率", "化解率", "解决率", "成功率", "查处率", "破案率", "结案率", "受益率", "回收率", "绿化率", "自给率",
    "规范率", "合规率", "落实率", "履约率", "采纳率", "转化率", "清运率", "受益人数", "受益户数", "受益人口", "惠及人数", "培训人数", "覆盖人数",
    "收入", "产值", "税收", "产量", "增收", "利润", "销售额", "营业额", "增加值", "就业人数", "开放天数",
    "运行天数", "优良天数", "达标天数",
];
/// Words of having less of something: whether that is cost or merit, nobody knows.
const LESS: [&str; 11] = ["下降", "降低", "减少", "减排", "压减", "压降", "缩短", "削减", "节约", "节省", "控制"];
/// What is better soon.
#[rustfmt::skip]
const SOON: [&str; 26] = [
    "时限", "限期", "响应时间", "反应时间", "到达时间", "到场时间", "办结时间", "办理时间", "处理时间", "处置时间", "完成时间", "等候时间",
    "等待时间", "审批时间", "拨付时间", "支付时间", "发放时间", "修复时间", "整改时间", "反馈时间", "回复时间", "耗时", "工期", "建设周期", "施工周期",
    "办理周期",
];
/// Words in a target beside a percentage that say what it is a share of: 100%覆盖.
const SHARES: [&str; 5] = ["覆盖", "完成", "达标", "合格", "满意"];

/// The good side of a target without a sign, by the indicator's name and the target's text and unit; none where they do
/// not tell.
#[must_use]
pub fn direction(name: &str, target: &str, unit: &str) -> Option<Sense> {
    let name = name.trim().trim_end_matches(['）', ')']);
    let name = name.split_once(['（', '(']).map_or(name, |(head, _)| head).trim();
    let (bad, turned) = (bad_thing(name), TURNED.is_in(name));
    if let Some(up) = moved(target) {
        // How far something moved: the further the better, where it moved the good way.
        return (up != bad.is_some()).then_some(Sense::AtLeast).filter(|_| up || !turned);
    }
    if LIMITS.iter().any(|limit| name.ends_with(limit)) {
        return Some(Sense::AtMost);
    }
    let soon = SOON.iter().any(|soon| name.ends_with(soon));
    if is_time(unit) || (soon && unit.is_empty()) {
        let many = || (bad.is_none() && is_good(name)).then_some(Sense::AtLeast);
        return if soon { Some(Sense::AtMost) } else { many() };
    }
    match bad {
        Some(tail) if !turned => is_counted(tail).then_some(Sense::AtMost),
        Some(_) => (is_good(name) && DEALT_WITH.iter().any(|bad| name.contains(bad))).then_some(Sense::AtLeast),
        None if is_good(name) => Some(Sense::AtLeast),
        None => (unit == "%" && SHARES.iter().any(|share| target.contains(share))).then_some(Sense::AtLeast),
    }
}

/// What stands behind the number that the official form prints before an indicator's name: 指标1：种植面积.
#[must_use]
pub fn numbered(name: &str) -> Option<&str> {
    let rest = name.trim().strip_prefix("指标")?;
    let behind = rest.trim_start_matches(is_digit);
    (behind.len() < rest.len()).then_some(())?;
    behind
        .trim_start()
        .strip_prefix(['：', ':', '、', '.'])
        .or_else(|| behind.is_empty().then_some(behind))
        .map(str::trim)
}

/// An indicator speaks of a bad thing, or of having less of something: what its kind tells does not hold.
#[must_use]
pub fn may_be_reverse(name: &str) -> bool {
    bad_thing(name).is_some() || LESS.iter().any(|less| name.contains(less))
}

/// What stands behind the last bad thing of a name.
fn bad_thing(name: &str) -> Option<&str> {
    static WORDS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&BAD));
    let mut end = None;
    WORDS.each(name, |at, word| end = end.max(BAD.get(word).map(|bad| at + bad.len())));
    name.get(end?..)
}

fn is_counted(mut tail: &str) -> bool {
    while let Some(shorter) = COUNTED.iter().filter_map(|word| tail.strip_prefix(word)).min_by_key(|rest| rest.len()) {
        tail = shorter;
    }
    tail.is_empty()
}

/// The name ends with a good thing, and not with its opposite: 合格率, but not 不合格率.
fn is_good(name: &str) -> bool {
    GOOD.iter().any(|good| name.strip_suffix(good).is_some_and(|head| !head.ends_with(['不', '未', '非', '无'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_tell_and_names_that_do_not() {
        let sign = |name: &str, target: &str, unit: &str| direction(name, target, unit).map_or("", Sense::sign);
        for (name, target, unit, expected) in [
            ("群众投诉率", "5%", "%", "≤"),
            ("安全事故发生数", "2起", "起", "≤"),
            ("安全事故发生次数（次）", "2", "", "≤"),
            ("办结时限", "5个工作日", "个工作日", "≤"),
            ("验收不合格率", "3%", "%", "≤"),
            ("三公经费控制率", "100%", "%", "≤"),
            ("碳排放总量", "300吨", "吨", "≤"),
            ("验收合格率", "95%", "%", "≥"),
            ("群众满意度", "90%", "%", "≥"),
            ("投诉处理率", "100%", "%", "≥"),
            ("事故隐患整改率", "100%", "%", "≥"),
            ("就业率", "提升10%", "%", "≥"),
            ("投诉率", "下降5%", "%", "≥"),
            ("任务", "100%完成", "%", "≥"),
            ("图书馆开放天数", "360天", "天", "≥"),
            ("粮食产量", "500吨", "吨", "≥"),
            // Nobody knows.
            ("投诉率", "提升5%", "%", ""),
            ("收入", "下降5%", "%", ""),
            ("投诉处理及时天数", "3天", "天", ""),
            ("信访接待人次", "300人次", "人次", ""),
            ("信访满意率", "90%", "%", ""),
            ("逾期办结率", "5%", "%", ""),
            ("违规支付率", "5%", "%", ""),
            ("无重大安全事故", "100%", "%", ""),
            ("投诉率下降幅度", "5%", "%", ""),
            ("排放检测车辆数", "300辆", "辆", ""),
            ("失业人员再就业人数", "300人", "人", ""),
            ("服务时间", "12个月", "个月", ""),
            ("成本控制率", "5%", "%", ""),
            ("用水量", "300吨", "吨", ""),
        ] {
            assert_eq!(sign(name, target, unit), expected, "{name} {target}");
        }
    }
}
