# Completes smtpstatus in fish. What may follow comes from the command itself.
function __smtpstatus_complete
	set -l words (commandline -opc)
	set -l answer ($words[1] __complete $words[2..-1] (commandline -ct) 2>/dev/null)
	if test "$answer" = ":files"
		__fish_complete_path (commandline -ct)
	else
		printf '%s\n' $answer
	end
end
complete -c smtpstatus -f -a '(__smtpstatus_complete)'
