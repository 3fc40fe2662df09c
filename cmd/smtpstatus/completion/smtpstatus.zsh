#compdef smtpstatus
# Completes smtpstatus in zsh. What may follow comes from the command itself.
_smtpstatus() {
	local -a answer
	answer=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
	if [[ "$answer[1]" == ":files" ]]; then
		_files
	elif [[ -n "$answer[1]" ]]; then
		compadd -- "${answer[@]}"
	fi
}
compdef _smtpstatus smtpstatus
