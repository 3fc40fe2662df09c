package smtpcodes_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"testing"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// The benchmarks put the tables of this package beside the other ways in which Go
// programs keep such codes. The input is shuffled, for a switch looks too good
// when the processor can guess the next code.

// inputs is a power of two, so that a mask picks one.
const inputs = 1 << 12

// Results are stored here, so that the compiler cannot drop the calls.
var (
	sinkString   string
	sinkClass    smtpcodes.Class
	sinkCategory smtpcodes.Category
	sinkStatus   smtpcodes.Status
	sinkOutcome  smtpcodes.Outcome
	sinkRule     smtpcodes.Rule
	sinkCode     smtpcodes.Code
	sinkInt      int
	sinkBool     bool
)

// shuffledCodes returns registered codes in random order, and some that nobody
// registered among them.
func shuffledCodes() []smtpcodes.Code {
	random := rand.New(rand.NewPCG(5321, 3463))
	all := slices.Collect(smtpcodes.All())
	codes := make([]smtpcodes.Code, inputs)
	for i := range codes {
		codes[i] = all[random.IntN(len(all))]
		if i%16 == 0 {
			codes[i] = smtpcodes.Code(200 + random.IntN(400))
		}
	}
	random.Shuffle(inputs, func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
	return codes
}

func shuffledCommands() []smtpcodes.Command {
	random := rand.New(rand.NewPCG(821, 2821))
	all := slices.Collect(smtpcodes.Commands())
	cmds := make([]smtpcodes.Command, inputs)
	for i := range cmds {
		cmds[i] = all[random.IntN(len(all))]
	}
	return cmds
}

// A stringer is what golang.org/x/tools/cmd/stringer makes of many runs of
// numbers: one text, places in it, and a search for the run.
type stringer struct {
	runs  []run
	names string
}

type run struct {
	first, last smtpcodes.Code
	places      []uint16
}

func newStringer() *stringer {
	s := new(stringer)
	for c := range smtpcodes.All() {
		if n := len(s.runs); n == 0 || s.runs[n-1].last+1 != c {
			s.runs = append(s.runs, run{first: c, places: []uint16{uint16(len(s.names))}})
		}
		s.names += c.Name()
		r := &s.runs[len(s.runs)-1]
		r.last = c
		r.places = append(r.places, uint16(len(s.names)))
	}
	return s
}

func (s *stringer) name(c smtpcodes.Code) string {
	i := sort.Search(len(s.runs), func(i int) bool { return c <= s.runs[i].last })
	if i == len(s.runs) || c < s.runs[i].first {
		return ""
	}
	r := &s.runs[i]
	n := c - r.first
	return s.names[r.places[n]:r.places[n+1]]
}

// others are the ways to come from a code to its name.
func others() map[string]func(smtpcodes.Code) string {
	names := make(map[smtpcodes.Code]string)
	var codes []smtpcodes.Code
	for c := range smtpcodes.All() {
		names[c] = c.Name()
		codes = append(codes, c)
	}
	return map[string]func(smtpcodes.Code) string{
		"switch":   switchName,
		"map":      func(c smtpcodes.Code) string { return names[c] },
		"stringer": newStringer().name,
		"search": func(c smtpcodes.Code) string {
			if i, ok := slices.BinarySearch(codes, c); ok {
				return names[codes[i]]
			}
			return ""
		},
	}
}

// TestOthers checks that the benchmarks compare what gives the same answers.
func TestOthers(t *testing.T) {
	for way, name := range others() {
		for c := smtpcodes.Code(0); c < 1000; c++ {
			if got := name(c); got != c.Name() {
				t.Errorf("%s: name of %v is %q, want %q", way, c, got, c.Name())
			}
		}
	}
}

func BenchmarkName(b *testing.B) {
	codes := shuffledCodes()
	b.Run("way=smtpcodes", func(b *testing.B) {
		var s string
		for i := range b.N {
			s = codes[i%inputs].Name()
		}
		sinkString = s
	})
	ways := others()
	for _, way := range []string{"switch", "map", "stringer", "search"} {
		name := ways[way]
		b.Run("way="+way, func(b *testing.B) {
			var s string
			for i := range b.N {
				s = name(codes[i%inputs])
			}
			sinkString = s
		})
	}
}

func BenchmarkText(b *testing.B) {
	codes := shuffledCodes()
	texts := make(map[smtpcodes.Code]string)
	for c := range smtpcodes.All() {
		texts[c] = c.Text()
	}
	b.Run("way=smtpcodes", func(b *testing.B) {
		var s string
		for i := range b.N {
			s = codes[i%inputs].Text()
		}
		sinkString = s
	})
	b.Run("way=map", func(b *testing.B) {
		var s string
		for i := range b.N {
			s = texts[codes[i%inputs]]
		}
		sinkString = s
	})
}

func BenchmarkString(b *testing.B) {
	codes := shuffledCodes()
	b.Run("way=smtpcodes", func(b *testing.B) {
		b.ReportAllocs()
		var s string
		for i := range b.N {
			s = codes[i%inputs].String()
		}
		sinkString = s
	})
	b.Run("way=Itoa", func(b *testing.B) {
		b.ReportAllocs()
		var s string
		for i := range b.N {
			s = strconv.Itoa(int(codes[i%inputs]))
		}
		sinkString = s
	})
	b.Run("way=Sprintf", func(b *testing.B) {
		b.ReportAllocs()
		var s string
		for i := range b.N {
			s = fmt.Sprintf("%03d", uint16(codes[i%inputs]))
		}
		sinkString = s
	})
}

func BenchmarkClass(b *testing.B) {
	codes := shuffledCodes()
	var class smtpcodes.Class
	for i := range b.N {
		class += codes[i%inputs].Class()
	}
	sinkClass = class
}

func BenchmarkCategory(b *testing.B) {
	codes := shuffledCodes()
	var category smtpcodes.Category
	for i := range b.N {
		category += codes[i%inputs].Category()
	}
	sinkCategory = category
}

func BenchmarkStatus(b *testing.B) {
	codes := shuffledCodes()
	var status smtpcodes.Status
	for i := range b.N {
		status += codes[i%inputs].Status()
	}
	sinkStatus = status
}

func BenchmarkParse(b *testing.B) {
	texts := make([]string, inputs)
	for i, c := range shuffledCodes() {
		texts[i] = c.String()
	}
	b.Run("way=smtpcodes", func(b *testing.B) {
		b.ReportAllocs()
		var sum smtpcodes.Code
		for i := range b.N {
			c, err := smtpcodes.Parse(texts[i%inputs])
			if err != nil {
				b.Fatal(err)
			}
			sum += c
		}
		sinkCode = sum
	})
	b.Run("way=Atoi", func(b *testing.B) {
		b.ReportAllocs()
		sum := 0
		for i := range b.N {
			n, err := strconv.Atoi(texts[i%inputs])
			if err != nil || n < 200 || n > 599 {
				b.Fatal(n, err)
			}
			sum += n
		}
		sinkInt = sum
	})
}

func BenchmarkAllows(b *testing.B) {
	codes, cmds := shuffledCodes(), shuffledCommands()
	type key struct {
		cmd  smtpcodes.Command
		code smtpcodes.Code
	}
	allowed := make(map[key]bool)
	for cmd := range smtpcodes.Commands() {
		for c := range smtpcodes.All() {
			if cmd.Allows(c) {
				allowed[key{cmd, c}] = true
			}
		}
	}
	b.Run("way=smtpcodes", func(b *testing.B) {
		n := 0
		for i := range b.N {
			if cmds[i%inputs].Allows(codes[i%inputs]) {
				n++
			}
		}
		sinkInt = n
	})
	b.Run("way=map", func(b *testing.B) {
		n := 0
		for i := range b.N {
			if allowed[key{cmds[i%inputs], codes[i%inputs]}] {
				n++
			}
		}
		sinkInt = n
	})
}

func BenchmarkRule(b *testing.B) {
	codes, cmds := shuffledCodes(), shuffledCommands()
	for i := range b.N {
		sinkRule, sinkBool = cmds[i%inputs].Rule(codes[i%inputs])
	}
}

func BenchmarkOutcome(b *testing.B) {
	codes, cmds := shuffledCodes(), shuffledCommands()
	var outcome smtpcodes.Outcome
	for i := range b.N {
		outcome += cmds[i%inputs].Outcome(codes[i%inputs])
	}
	sinkOutcome = outcome
}

func BenchmarkParseCommand(b *testing.B) {
	texts := make([]string, inputs)
	for i, cmd := range shuffledCommands() {
		texts[i] = cmd.String()
	}
	b.ReportAllocs()
	for i := range b.N {
		if _, err := smtpcodes.ParseCommand(texts[i%inputs]); err != nil {
			b.Fatal(err)
		}
	}
}

// switchName is how net/http keeps its status texts.
func switchName(c smtpcodes.Code) string {
	switch c {
	case 200:
		return "NonstandardSuccess"
	case 211:
		return "SystemStatus"
	case 214:
		return "HelpMessage"
	case 220:
		return "ServiceReady"
	case 221:
		return "ServiceClosing"
	case 235:
		return "AuthSucceeded"
	case 250:
		return "OK"
	case 251:
		return "UserNotLocalWillForward"
	case 252:
		return "CannotVRFYUser"
	case 253:
		return "PendingMessagesCounted"
	case 334:
		return "ServerChallenge"
	case 353:
		return "NonstandardContentAnalysisBeginning"
	case 354:
		return "StartMailInput"
	case 355:
		return "TransactionOffset"
	case 400:
		return "NonstandardServiceTemporarilyUnavailable"
	case 412:
		return "NonstandardNotWhitelisted"
	case 417:
		return "NonstandardDNSLookupFailure"
	case 420:
		return "NonstandardResourcesUnavailable"
	case 421:
		return "ServiceNotAvailable"
	case 422:
		return "RegistryPasswordTransition"
	case 423:
		return "NonstandardMustBeVerbose"
	case 424:
		return "NonstandardMailingListExpansionProblem"
	case 426:
		return "NonstandardConnectionTimedOut"
	case 430:
		return "RegistryInvalidCommand"
	case 431:
		return "NonstandardMailSystemFull"
	case 432:
		return "PasswordTransitionNeeded"
	case 435:
		return "NonstandardUnableToAuthenticate"
	case 440:
		return "NonstandardRouterFailure"
	case 441:
		return "NonstandardNoAnswerFromHost"
	case 442:
		return "NonstandardConnectionDropped"
	case 445:
		return "NonstandardServerRejected"
	case 446:
		return "NonstandardHopCountExceeded"
	case 447:
		return "NonstandardDeliveryExpired"
	case 450:
		return "MailboxBusy"
	case 451:
		return "LocalError"
	case 452:
		return "InsufficientStorage"
	case 453:
		return "NoMail"
	case 454:
		return "TLSNotAvailable"
	case 455:
		return "UnableToAccommodateParameters"
	case 456:
		return "DraftRetryImmediately"
	case 458:
		return "UnableToQueueMessages"
	case 459:
		return "NodeNotAllowed"
	case 471:
		return "NonstandardSendingServerError"
	case 472:
		return "NonstandardNoDNSData"
	case 500:
		return "CommandUnrecognized"
	case 501:
		return "SyntaxError"
	case 502:
		return "CommandNotImplemented"
	case 503:
		return "BadSequence"
	case 504:
		return "ParameterNotImplemented"
	case 505:
		return "NonstandardClientNotAuthenticated"
	case 510:
		return "NonstandardBadEmailAddress"
	case 511:
		return "NonstandardNoMailboxHere"
	case 512:
		return "NonstandardDestinationHostNotFound"
	case 513:
		return "NonstandardAddressTypeIncorrect"
	case 515:
		return "NonstandardSendingDomainDenied"
	case 517:
		return "NonstandardSenderRejected"
	case 520:
		return "DraftUseCorrectQHLOID"
	case 521:
		return "HostDoesNotAcceptMail"
	case 522:
		return "NonstandardOverQuota"
	case 523:
		return "RegistryEncryptionNeeded"
	case 524:
		return "RegistryEncryptionRequired"
	case 525:
		return "RegistryUserAccountDisabled"
	case 530:
		return "AuthRequired"
	case 531:
		return "NonstandardTooManyRecipients"
	case 533:
		return "RegistryDeliveryNotAuthorized"
	case 534:
		return "AuthMechanismTooWeak"
	case 535:
		return "AuthCredentialsInvalid"
	case 538:
		return "EncryptionRequired"
	case 541:
		return "NonstandardMailRejected"
	case 542:
		return "NonstandardRejected"
	case 550:
		return "MailboxUnavailable"
	case 551:
		return "UserNotLocal"
	case 552:
		return "ExceededStorage"
	case 553:
		return "MailboxNameNotAllowed"
	case 554:
		return "TransactionFailed"
	case 555:
		return "ParametersNotRecognized"
	case 556:
		return "DomainDoesNotAcceptMail"
	case 557:
		return "DraftAddressQuery"
	case 570:
		return "NonstandardAuthFailure"
	case 571:
		return "NonstandardMessageRefused"
	case 572:
		return "NonstandardMailingListExpansionProhibited"
	}
	return ""
}
