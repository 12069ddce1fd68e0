"""`completion`: what makes a shell complete the words of `reader`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.output import say, say_json

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.parser import Parser

_BASH = r"""# Completes the words of `reader` in bash: eval "$(reader completion bash)"
_reader() {
    local cur=${COMP_WORDS[COMP_CWORD]} rest=${COMP_LINE:0:COMP_POINT} blank=$' \t\n'
    local i word typed strip line value about tab=$'\t' count=-1
    local -a words=() plain=() values=() shown=()
    for ((i = 0; i <= COMP_CWORD; i++)); do  # bash parts words at : and =, which stay together here
        word=${COMP_WORDS[i]}
        if ((count < 0)) || [[ -z $word || $blank == *"${rest:0:1}"* ]]; then
            words[++count]=$word
        else
            words[count]+=$word
        fi
        rest=${rest#"${rest%%[!$blank]*}"}
        rest=${rest#"$word"}
    done
    for word in "${words[@]:1}"; do  # as the command would be given them
        [[ $word == [\'\"]* ]] && word=${word%"${word:0:1}"} || word=${word//\\/}
        plain+=("$word")
    done
    typed=${words[count]}
    strip=${typed%"${typed##*[:=]}"}
    [[ $strip == [\'\"]* ]] && strip=  # a word between quotation marks is not parted
    while IFS= read -r line; do
        case $line in
            :files) compopt -o default -o bashdefault 2>/dev/null ;;
            :nospace) compopt -o nospace 2>/dev/null ;;
            *)
                value=${line%%"$tab"*} about=
                [[ $line == *"$tab"* ]] && about=${line#*"$tab"}
                [[ $typed == [\'\"]* ]] || printf -v value %q "$value"
                value=${value#"$strip"}
                values+=("$value")
                shown+=("$value${about:+  ($about)}")
                ;;
        esac
    done < <(command reader --complete "${plain[@]}" 2>/dev/null)
    COMPREPLY=("${values[@]}")
    # only where candidates are listed do they say what they are
    if [[ $COMP_TYPE == 63 ]] && ((${#shown[@]} > 1)); then COMPREPLY=("${shown[@]}"); fi
}
complete -F _reader reader
"""
_ZSH = r"""#compdef reader
# Completes the words of `reader` in zsh: eval "$(reader completion zsh)"
_reader() {
    local line files=
    local -a lines values shown space
    lines=("${(@f)$(command reader --complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    for line in $lines; do
        case $line in
            :files) files=1 ;;
            :nospace) space=(-S '') ;;
            *) values+=("${line%%$'\t'*}"); shown+=("${line/$'\t'/  -- }") ;;
        esac
    done
    (( $#values )) && compadd -U -l -d shown "${space[@]}" -a values
    [[ -n $files ]] && _files
    return 0
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _reader "$@"; else compdef _reader reader; fi
"""
_FISH = r"""# Completes the words of `reader` in fish: reader completion fish | source
function __reader_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l plain (string unescape -- "$typed"; or echo "$typed")  # not where a quotation is still open
    for line in (command reader --complete $words[2..-1] "$plain" 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path "$typed"
            case :nospace
            case '*'
                echo $line
        end
    end
end
complete -c reader -f -a '(__reader_complete)'
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def _arguments(parser: Parser) -> None:
    parser.add_argument("shell", choices=SCRIPTS, metavar="SHELL", help="bash, zsh or fish")
    parser.tell(
        "Prints what the shell has to read. It completes commands, options, formats, tags, the words of a\n"
        "query, and ids of articles, by the end of the id or by words of the title. Put one of these lines\n"
        "into ~/.bashrc or ~/.zshrc; the third is for fish.",
        'eval "$(reader completion bash)"',
        'eval "$(reader completion zsh)"',
        "reader completion fish > ~/.config/fish/completions/reader.fish",
    )


def _completion(options: Namespace) -> int:
    script = SCRIPTS[options.shell]
    if options.json:
        say_json({"shell": options.shell, "script": script})
    else:
        say(script.rstrip("\n"))
    return 0


COMMANDS = {"completion": (_arguments, _completion)}
