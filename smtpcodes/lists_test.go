package smtpcodes_test

import (
	"testing"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// The tables in this file were typed from widely copied lists of replies, by
// which many programmers know SMTP: whoever looks up a code of theirs must find
// it here, with its standing.

// anyCommand stands for the column "ALL" of a list.
const anyCommand smtpcodes.Command = 0

// listed is one command of a list and the codes that may answer it.
type listed struct {
	cmd   smtpcodes.Command
	codes []smtpcodes.Code
}

// groupedByCommand is "Reply codes grouped by command", RFC 821's table with the
// additions of RFC 876 (200), RFC 1846 (521) and RFC 1869 (EHLO). Some copies
// lost the names of the commands; their order is that of RFC 821.
var groupedByCommand = []listed{
	{smtpcodes.Connect, []smtpcodes.Code{220, 421}},
	{smtpcodes.HELO, []smtpcodes.Code{250, 500, 501, 504, 521, 421}},
	{smtpcodes.EHLO, []smtpcodes.Code{250, 550, 500, 501, 504, 421}},
	{smtpcodes.MAIL, []smtpcodes.Code{250, 552, 451, 452, 500, 501, 421}},
	{smtpcodes.RCPT, []smtpcodes.Code{250, 251, 550, 551, 552, 553, 450, 451, 452, 500, 501, 503, 521, 421}},
	{smtpcodes.DATA, []smtpcodes.Code{354, 451, 554, 500, 501, 503, 421}},
	{smtpcodes.EndOfData, []smtpcodes.Code{250, 552, 554, 451, 452}},
	{smtpcodes.RSET, []smtpcodes.Code{200, 250, 500, 501, 504, 421}},
	{smtpcodes.SEND, []smtpcodes.Code{250, 552, 451, 452, 500, 501, 502, 421}},
	{smtpcodes.SOML, []smtpcodes.Code{250, 552, 451, 452, 500, 501, 502, 421}},
	{smtpcodes.SAML, []smtpcodes.Code{250, 552, 451, 452, 500, 501, 502, 421}},
	{smtpcodes.VRFY, []smtpcodes.Code{250, 251, 550, 551, 553, 500, 501, 502, 504, 421}},
	{smtpcodes.EXPN, []smtpcodes.Code{250, 550, 500, 501, 502, 504, 421}},
	{smtpcodes.HELP, []smtpcodes.Code{211, 214, 500, 501, 502, 504, 421}},
	{smtpcodes.NOOP, []smtpcodes.Code{200, 250, 500, 421}},
	{smtpcodes.QUIT, []smtpcodes.Code{221, 500}},
	{smtpcodes.TURN, []smtpcodes.Code{250, 502, 500, 503}},
}

// withCommands is a list of replies with the commands that they answer: OPEN is
// Connect, REST is RSET, "DATA mail data" is EndOfData.
var withCommands = []listed{
	{smtpcodes.Connect, []smtpcodes.Code{220, 421, 451, 521, 550}},
	{smtpcodes.EHLO, []smtpcodes.Code{452, 554}},
	{smtpcodes.HELO, []smtpcodes.Code{452, 554}},
	{smtpcodes.MAIL, []smtpcodes.Code{451, 453, 521, 530, 550, 553, 554}},
	{smtpcodes.RCPT, []smtpcodes.Code{250, 450, 451, 452, 503, 521, 550, 551, 553, 554}},
	{smtpcodes.DATA, []smtpcodes.Code{354, 421, 450, 451, 503, 550, 554}},
	{smtpcodes.EndOfData, []smtpcodes.Code{451, 552}},
	{smtpcodes.RSET, []smtpcodes.Code{250}},
	{smtpcodes.VRFY, []smtpcodes.Code{251, 252, 550, 551}},
	{smtpcodes.EXPN, []smtpcodes.Code{550}},
	{smtpcodes.HELP, []smtpcodes.Code{214}},
	{smtpcodes.QUIT, []smtpcodes.Code{221}},
	{smtpcodes.AUTH, []smtpcodes.Code{235, 334, 432, 501, 504, 534, 538, 554}},
	{anyCommand, []smtpcodes.Code{250, 421, 451, 452, 500, 501, 504}},
}

// listCommands are the commands that withCommands knows.
var listCommands = []smtpcodes.Command{
	smtpcodes.EHLO, smtpcodes.HELO, smtpcodes.MAIL, smtpcodes.RCPT, smtpcodes.DATA, smtpcodes.RSET,
	smtpcodes.VRFY, smtpcodes.EXPN, smtpcodes.HELP, smtpcodes.QUIT, smtpcodes.AUTH,
}

// exceptions are the pairs of a command and a code that only a list has.
var exceptions = map[smtpcodes.Command]map[smtpcodes.Code]string{
	anyCommand: {
		250: "DATA, HELP, QUIT and AUTH have success codes of their own",
		451: "one provider's time-out, to any command",
		452: "one provider's lack of memory, at any command",
		504: "not to commands without parameters",
	},
	smtpcodes.EHLO: {452: "one provider's failed lookup of the client's name"},
	smtpcodes.HELO: {452: "one provider's failed lookup of the client's name"},
	smtpcodes.MAIL: {453: "one provider's blacklist"},
}

// answers reports whether a rule of any status, or the practice of named
// software, has c as an answer to cmd.
func answers(cmd smtpcodes.Command, c smtpcodes.Code) bool {
	if cmd == anyCommand {
		for _, cmd := range listCommands {
			if !answers(cmd, c) {
				return false
			}
		}
		return true
	}
	if rule, ok := cmd.Rule(c); ok && rule.Code == c {
		return true
	}
	for range cmd.Practice(c) {
		return true
	}
	return false
}

func TestLists(t *testing.T) {
	for name, list := range map[string][]listed{
		"grouped by command": groupedByCommand,
		"with commands":      withCommands,
	} {
		for _, entry := range list {
			for _, c := range entry.codes {
				ok := answers(entry.cmd, c)
				if !ok && name == "with commands" && entry.cmd == smtpcodes.DATA {
					// That list says DATA of the data too: "infected by", "too many hops".
					ok = answers(smtpcodes.EndOfData, c)
				}
				switch reason, excepted := exceptions[entry.cmd][c]; {
				case !ok && !excepted:
					t.Errorf("%s: nothing has %v as an answer to %q", name, c, entry.cmd)
				case ok && excepted:
					t.Errorf("%s: exception for %v to %q is not needed: %s", name, c, entry.cmd, reason)
				}
			}
		}
	}
}

// TestPrintedCodes has every code that five of the lists print.
func TestPrintedCodes(t *testing.T) {
	for _, c := range []smtpcodes.Code{
		200, 211, 214, 220, 221, 235, 250, 251, 252,
		334, 354,
		421, 432, 440, 445, 450, 451, 452, 453, 454, 472,
		500, 501, 502, 503, 504, 505, 511, 521, 530, 534, 535, 538, 550, 551, 552, 553, 554, 571,
	} {
		if c.Status() == smtpcodes.Unregistered {
			t.Errorf("%v is not registered", c)
		}
	}
}
