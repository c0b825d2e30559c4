#!/usr/bin/env bash
# Every write, sync, rename, removal and opening of every command answered with a fault, one after the other, and disks
# that are full, read-only or pulled: a file is as it was or as it should become, what is wrong is said in one sentence,
# and nothing is left beside it. Needs strace, and unshare for the disks; takes a quarter of an hour.
#
#   tests/faults.sh PROGRAM [ERRNO...]
set -euo pipefail
program=$(realpath "$1")
shift
errnos=("${@:-EIO}")
[ $# -gt 0 ] || errnos=(EIO ENOSPC EDQUOT EROFS EPERM EINTR)
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 HOME=$work/home
unset DISPLAY WAYLAND_DISPLAY WAYLAND_SOCKET
mkdir given

"$program" new hunan-lusong-2023 --year 2023 --out given/a.zpb
"$program" fill given/a.zpb --cells "$here/../assets/sample/hunan-lusong-2023.tsv" >said
mkdir given/paper given/document
"$program" print given/a.zpb --as docx --out given/document >said || [ $? -eq 1 ] # what is wrong in it is said
"$program" fill given/a.zpb --cells "$here/data/mended.tsv" >said
rm -r "given/a 各版本"
printf 'cover/unit\t某局\nstaff/posts/approved\t17\n' >given/cells.tsv
echo "an older paper" >given/paper/a.docx

commands=(
    "new hunan-lusong-2023 --year 2023 --out new.zpb"
    "fill a.zpb --cells cells.tsv"
    "finish a.zpb"
    "import document/a.docx --into a.zpb --overwrite"
    "forward a.zpb --year 2024 --out next.zpb"
    "print a.zpb --as docx,xlsx --out paper"
)
calls=(write,pwrite64 fsync,fdatasync rename,renameat,renameat2 unlink,unlinkat openat ftruncate,fchmod,fchown,flock mkdir,link,linkat)

anew() { rm -rf at && cp -r given at; }
# What a command may write, without the line that says when it was saved. Versions and backups are asked to open.
state() {
    for file in a.zpb new.zpb next.zpb paper/a.docx paper/a.xlsx; do
        if [ -e "at/$file" ]; then sed -e '/^\/\/ 保存：/d' "at/$file" | cksum; else echo none; fi
    done
}
beside() { find at -name '.*' ! -path at | sort; }
wrong() {
    echo "WRONG: $*" >&2
    faults=$((faults + 1))
}
faults=0
for command in "${commands[@]}"; do
    anew
    before=$(state)
    (cd at && strace -f -qq --seccomp-bpf -o ../log -e trace="$(IFS=,; echo "${calls[*]}")" "$program" $command >../said 2>&1) || [ $? -eq 1 ] || { cat said; exit 1; }
    after=$(state)
    # What is opened before the command itself begins is the system's: the libraries.
    first=$(grep -n 'openat' log | grep -n 'zpb\|tsv\|docx' | head -1 | cut -d: -f1 || true)
    # Read whole, so that no pipe is broken by an early end.
    for group in "${calls[@]}"; do
        names=${group//,/\\|}
        count=$(grep -c "^[0-9]* *\($names\)(" log || true)
        from=1
        [ "$group" != openat ] || from=${first:-1}
        for errno in "${errnos[@]}"; do
            ran=0 refused=0 went=0 stayed=0
            for ((n = from; n <= count; n++)); do
                anew
                code=0
                (cd at && timeout 60 strace -f -qq --seccomp-bpf -o ../log.in -e trace="$group" -e inject="$group:error=$errno:when=$n" \
                    "$program" $command >../out 2>../said) || code=$?
                now=$(state) lines=$(wc -l <said) left=$(beside)
                ran=$((ran + 1))
                call=$(grep INJECTED log.in | head -1 | cut -c1-160 || true)
                where="$command: $errno at $call, code $code: $(cat said)"
                case $code in
                0 | 1)
                    went=$((went + 1))
                    [ "$now" = "$after" ] || wrong "said to be done and not: $where"
                    ;;
                2)
                    refused=$((refused + 1))
                    [ "$now" = "$before" ] || [ "$now" = "$after" ] || wrong "half: $where"
                    [ "$now" = "$before" ] || stayed=$((stayed + 1))
                    [ "$lines" -le 2 ] && grep -q '，' said || { [ "$lines" -eq 0 ] && [[ $call == *write\(2* ]]; } || wrong "not a sentence: $where"
                    ;;
                *) wrong "$where" ;;
                esac
                [ -z "$left" ] || [[ $group == unlink* ]] || wrong "left $left: $where"
                find at -path '*各版本*.zpb' -print0 | while IFS= read -r -d '' file; do
                    "$program" show "$file" --json >shown 2>&1 || [ $? -eq 1 ] || { echo "does not open: $file"; cat shown; exit 1; }
                done || wrong "$where"
            done
            [ $ran -eq 0 ] || echo "$command | $group | $errno: $ran injected, $went done all the same, $refused refused ($stayed of them written whole)"
        done
    done
done

# Disks of a namespace of their own.
disk() {
    local name=$1 setup=$2 command=$3 says=$4 code=0
    anew
    unshare -rm bash -c "cd at && mkdir disk && $setup && $command" program "$program" >out 2>said || code=$?
    if [ $code -eq 2 ] && [ "$(wc -l <said)" -eq 1 ] && grep -q "$says" said; then
        echo "$name: $(cat said)"
    else
        wrong "$name: code $code, $(cat said)"
    fi
    rm -rf at/disk
}
tiny='mount -t tmpfs -o size=100k none disk && cp a.zpb disk && head -c 60000 /dev/zero | tr "\\0" x >text && printf "cover/unit\\t%s\\n" "$(cat text)" >cells.tsv'
kept='; code=$?; cmp a.zpb disk/a.zpb && [ -z "$(find disk -name ".*" ! -path disk)" ] || exit 9; exit $code'
full="$tiny && cp a.zpb disk/乙"
readonly='cp a.zpb disk && mount --bind disk disk && mount -o remount,ro,bind disk'
disk "a full disk, fill" "$full" "{ \"\$1\" fill disk/a.zpb --cells cells.tsv $kept; }" 磁盘已满
disk "a full disk, print" "$full" "{ \"\$1\" print a.zpb --as docx --out disk $kept; }" 磁盘已满
disk "a full disk, new" "$full" "{ \"\$1\" new hunan-lusong-2023 --year 2023 --out disk/new.zpb $kept; }" 磁盘已满
for command in 'fill disk/a.zpb --cells cells.tsv' 'finish disk/a.zpb' 'import document/a.docx --into disk/a.zpb --overwrite' \
    'print a.zpb --as docx --out disk' 'forward a.zpb --year 2024 --out disk/next.zpb' 'new hunan-lusong-2023 --year 2023 --out disk/new.zpb'; do
    disk "read-only, $command" "$readonly" "{ \"\$1\" $command $kept; }" '不能写入'
    disk "pulled, $command" 'mount -t tmpfs none disk && mkdir disk/in && cp a.zpb disk/in && umount -l disk' \
        "\"\$1\" ${command//disk/disk/in}" '不存在\|找不到\|移走'
done
echo "faults: $faults wrong"
[ $faults -eq 0 ]
