# fish completion for askfaq: put it into ~/.config/fish/completions.
function __askfaq_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    set -l lines (_ASKFAQ_COMPLETE=fish $program $words "$current" 2>/dev/null)
    if test "$lines[1]" = files
        __fish_complete_path "$current"
    else
        set -e lines[1]
        printf '%s\n' $lines
    end
end
complete -c askfaq -f -a '(__askfaq_complete)'
