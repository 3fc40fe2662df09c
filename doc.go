// Package smtpstatus is the root of a module that has the SMTP status codes, each
// written down once, with its source. It has no code of its own; this is the map.
//
//   - [github.com/smtpstatus/smtpstatus/smtpcodes] has the basic codes (550) and
//     the commands, and says which code may answer which command.
//   - [github.com/smtpstatus/smtpstatus/enhanced] has the enhanced codes (5.1.1)
//     and their conditions (X.1.1), and says which basic codes they stand beside.
//   - [github.com/smtpstatus/smtpstatus/reply] has whole replies: it builds, parses,
//     reads and checks them, and turns them into errors and back.
//   - [github.com/smtpstatus/smtpstatus/cause] tells from a reply why it refused,
//     whose side can act, and what a sender does next.
//   - [github.com/smtpstatus/smtpstatus/catalog] has the texts and what they mean in
//     several languages, also as message catalogs for golang.org/x/text.
//   - [github.com/smtpstatus/smtpstatus/origin] has those who say so: RFCs, the
//     registry, server software, mail providers.
//   - [github.com/smtpstatus/smtpstatus/cmd/smtpstatus] is the command for people:
//     it explains replies, lists the tables, checks transcripts and servers, and
//     counts what a mail log holds.
//   - [github.com/smtpstatus/smtpstatus/spec] has the hand-edited tables from which
//     the packages are made. README.md beside them explains every column.
//   - [github.com/smtpstatus/smtpstatus/gen] is the command that makes them, run by
//     go generate. With -base it compiles an organisation's own codes, texts and rules
//     into a package that stands beside these; interop/owncodes is an example.
//
// For people there is docs/index.html, a page that needs nothing but itself, and for
// other languages docs/smtpstatus.json with its JSON Schema.
//
// A program starts with constants, or with codes that Parse has read:
//
//	code := smtpcodes.MailboxUnavailable               // 550
//	status := enhanced.PermanentBadDestinationMailbox  // 5.1.1
//
// and asks the tables about it:
//
//	smtpcodes.RCPT.Allows(code)   // may a server answer RCPT so?
//	smtpcodes.RCPT.Rule(code)     // which document says that, and where
//	enhanced.ForReply(code)       // which enhanced codes stand beside it
//	status.Condition().Classes()  // which classes X.1.1 is for
//
// A server sends a reply, a client reads one, and a person gets it explained:
//
//	reply.New(code, enhanced.BadDestinationMailbox, "No such user").WriteTo(conn)
//	r, err := reply.NewReader(bufio.NewReader(conn)).ReadReply()
//	catalog.ForString(os.Getenv("LANG")).Explain(r)
//
// A code that nobody registered is still a code: it parses, prints and has a class.
package smtpstatus
