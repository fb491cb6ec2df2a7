# bash completion for askfaq: put it where bash-completion looks (~/.local/share/bash-completion/completions/askfaq),
# or source it. What askfaq offers is quoted here, because ids and topics come from a FAQ file.
_askfaq() {
    local mode line value word=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    {
        IFS= read -r mode
        [[ $mode == files ]] && compopt -o default 2>/dev/null
        while IFS= read -r line; do
            value=${line%%$'\t'*}
            case $word in
                [\"\']*) [[ $value == *[\"\'\$\`\\!]* ]] && continue ;;
                *) printf -v value %q "$value" ;;
            esac
            COMPREPLY+=("$value")
        done
    } < <(_ASKFAQ_COMPLETE=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _askfaq askfaq
