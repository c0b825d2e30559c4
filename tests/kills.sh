#!/usr/bin/env bash
# The real window, killed at random while one types, pauses, pastes, imports or saves: the file opens, and what was typed
# is found again but for two seconds after a pause and ten at most; what was imported all or not at all. Needs Xvfb, openbox, xdotool, xclip, wmctrl.
#
#   tests/kills.sh PROGRAM [ROUNDS] [SEED]       10 rounds take a minute and a half
set -euo pipefail
program=$(realpath "$1") rounds=${2:-10}
RANDOM=${3:-$$}
sample=$(realpath "$(dirname "$0")/../assets/sample/hunan-lusong-2023.tsv")

work=$(mktemp -d)
started=()
end() {
    trap '' HUP INT PIPE TERM
    for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
    rm -rf "$work"
}
trap end EXIT
trap 'exit 1' HUP INT PIPE TERM
fail() {
    echo "kills: round $round, $doing: $*" >&2
    exit 1
}
within() {
    local seconds=$1
    shift
    for ((i = 0; i < seconds * 20; i++)); do
        if "$@"; then return 0; fi
        sleep 0.05
    done
    return 1
}
now() { echo $(($(date +%s%N) / 1000000)); }

export XDG_RUNTIME_DIR=$work LC_ALL=C.UTF-8 HOME=$work
unset WAYLAND_DISPLAY WAYLAND_SOCKET XDG_DATA_HOME XDG_CONFIG_HOME
round=0 doing=starting
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -noreset 3>"$work/display" 2>"$work/xvfb.log" &
started=($!)
within 20 test -s "$work/display" || fail "no display"
DISPLAY=:$(cat "$work/display")
export DISPLAY
openbox >"$work/openbox.log" 2>&1 &
started=($! "${started[@]}")
within 20 wmctrl -m >/dev/null 2>&1 || fail "no window manager"

# What stands in 编制数 in a report file.
typed_in() {
    timeout 60 "$program" show "$1" --json >"$work/shown.json" 2>"$work/said" || [ $? -eq 1 ] || return 1
    cell staff/posts/approved
}
cell() { grep -A 3 "\"at\": \"$1\"" "$work/shown.json" | sed -n 's/.*"text": "\(.*\)",*$/\1/p'; }
# The first and the last of what is imported stand there, or neither.
whole() { [ -z "$(cell cover/unit)" ] && [ -z "$(cell p1.funds/carry/carried)" ] || { [ -n "$(cell cover/unit)" ] && [ -n "$(cell p1.funds/carry/carried)" ]; }; }
shown() { window=$(wmctrl -l | sed -n 's/^\(0x[0-9a-f]*\) .*round — 绩效自评填报$/\1/p') && [ -n "$window" ]; }
# Types numbers one after the other, each with the time when it had arrived.
type_on() {
    for ((n = 0; n < $1; n++)); do
        typed=$((typed + 1))
        timeout 20 xdotool type --delay 8 "$(printf '%05d-' "$typed")"
        times[typed]=$(now)
    done
}

# What is imported: the sample on paper.
timeout 60 "$program" new hunan-lusong-2023 --year 2023 --out "$work/paper.zpb"
timeout 60 "$program" fill "$work/paper.zpb" --cells "$sample" >"$work/filled"
timeout 60 "$program" print "$work/paper.zpb" --as docx --out "$work" >"$work/printed" || [ $? -eq 1 ] # what is wrong in it is said
paper=$work/paper.docx

worst=0 imports=0
for ((round = 1; round <= rounds; round++)); do
    doing=opening
    export HOME=$work/home$round XDG_CONFIG_HOME=$work/home$round/config
    mkdir -p "$HOME"
    file=$work/home$round/round.zpb
    timeout 60 "$program" new hunan-lusong-2023 --year 2023 --out "$file"
    what=$((RANDOM % 5))
    # Imported into what is blank.
    [ $what -eq 4 ] || timeout 60 "$program" fill "$file" --cells "$sample" >"$work/filled"
    "$program" "$file" 2>"$work/said" &
    app=$!
    disown "$app"
    within 60 shown || fail "no window: $(cat "$work/said")"
    timeout 20 xdotool windowactivate --sync "$window"
    wmctrl -i -r "$window" -e 0,0,0,1280,820
    sleep 0.8
    # 编制数, by 转到 and the initials of its pinyin; what is typed replaces what stands there.
    xdotool key ctrl+g
    sleep 0.4
    xdotool type --delay 20 bzs
    sleep 0.4
    xdotool key Return
    sleep 0.4
    typed=0 times=() paused=0
    case $what in
    0)
        doing=typing
        type_on $((1 + RANDOM % 180))
        ;;
    1)
        doing=pausing
        type_on $((1 + RANDOM % 20))
        sleep 2
        paused=1
        ;;
    2)
        doing=pasting
        type_on $((1 + RANDOM % 8))
        typed=$((typed + 1))
        printf '%05d-' "$typed" | xclip -selection clipboard
        xdotool key ctrl+v
        times[typed]=$(now)
        sleep 0.$((RANDOM % 10))
        ;;
    3)
        doing=saving
        type_on $((1 + RANDOM % 20))
        xdotool key ctrl+s
        sleep 0.0$((RANDOM % 100))
        ;;
    4)
        doing=importing
        type_on $((1 + RANDOM % 8))
        # 文件, the third: 导入Word、Excel或PDF.
        xdotool key F10
        sleep 0.3
        xdotool key --delay 120 Down Down Return
        sleep 1
        timeout 20 xdotool type --delay 8 "$paper"
        xdotool key Return
        sleep 2
        xdotool key Return # 放入自评表
        sleep $((RANDOM % 3)).$((RANDOM % 10))
        paused=1
        ;;
    esac
    killed=$(now)
    kill -9 "$app"
    within 10 eval "! kill -0 $app 2>/dev/null" || fail "it does not die"

    # Old or new, never half; what it was is in the journal.
    kept=$(typed_in "$file") || fail "the file does not open: $(cat "$work/said")"
    for journal in "$HOME"/.local/share/ziping/journals/*.journal; do
        [ -e "$journal" ] || continue
        tail -n +2 "$journal" >"$work/journal.zpb"
        found=$(typed_in "$work/journal.zpb") || fail "a journal does not open: $(cat "$work/said")"
        whole || fail "half of what was imported is found"
        [ $what -ne 4 ] || [ -z "$(cell cover/unit)" ] || imports=$((imports + 1))
        [ ${#found} -le ${#kept} ] || kept=$found
    done
    got=0
    [[ $kept =~ ^([0-9]{5}-)*[0-9-]*$ && $kept == *-* ]] && got=$((${#kept} / 6))
    [ "$got" -le "$typed" ] || fail "$kept was never typed"
    # The first that is lost had arrived then.
    lost=0
    [ "$got" -ge "$typed" ] || lost=$((killed - times[got + 1]))
    [ "$paused" -eq 0 ] || [ "$got" -eq "$typed" ] || fail "after a pause of 2 s $((typed - got)) of $typed are lost"
    [ "$lost" -le 10000 ] || fail "$lost ms of typing are lost"
    [ "$lost" -le "$worst" ] || worst=$lost
    left=$(find "$HOME" -maxdepth 1 -name '.ziping-*' | wc -l)
    timeout 60 "$program" fill "$file" --cells "$sample" >/dev/null 2>"$work/said" || fail "it cannot be written: $(cat "$work/said")"
    [ "$(find "$HOME" -maxdepth 1 -name '.ziping-*' -o -maxdepth 1 -name '.~lock*' | wc -l)" -eq 0 ] || fail "strays stay ($left before)"
    echo "round $round: $doing, $got of $typed numbers found again, $lost ms lost"
    rm -rf "$HOME"
done
echo "kills: $rounds rounds, no file lost, at most $worst ms of typing lost, $imports imports found again"
