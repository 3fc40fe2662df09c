# Completes smtpstatus in bash. What may follow comes from the command itself.
_smtpstatus() {
	local answer
	answer=$("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
	COMPREPLY=()
	if [ "$answer" = ":files" ]; then
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
	elif [ -n "$answer" ]; then
		mapfile -t COMPREPLY <<<"$answer"
	fi
}
complete -F _smtpstatus smtpstatus
