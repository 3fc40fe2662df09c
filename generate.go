package smtpstatus

//go:generate go run ./gen
