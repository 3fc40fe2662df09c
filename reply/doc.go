// Package reply is a whole SMTP reply: it builds replies that cannot carry a
// wrong pair of codes or a stray line, reads those of others, and says what is
// wrong with them.
//
//	r := reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, "no such user here")
//	r.WriteTo(conn) // 550 5.1.1 no such user here
//
// [Parse] reads a reply as RFC 5321 and RFC 2034 define it, [ParseObserved] as
// the world sends and logs it, [Reader] from a connection.
package reply
