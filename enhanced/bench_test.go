package enhanced_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// The benchmarks put this package beside the other ways in which Go programs
// keep and read such codes. The input is shuffled, for a switch looks too good
// when the processor can guess the next code.

// inputs is a power of two, so that a mask picks one.
const inputs = 1 << 12

// Results are stored here, so that the compiler cannot drop the calls.
var (
	sinkString    string
	sinkCode      enhanced.Code
	sinkCondition enhanced.Condition
	sinkClass     enhanced.Class
	sinkStatus    smtpcodes.Status
	sinkTriplet   [3]int
	sinkInt       int
)

// shuffledCodes returns codes that have a name, in random order.
func shuffledCodes() []enhanced.Code {
	random := rand.New(rand.NewPCG(3463, 5248))
	named := codeWords()
	all := make([]enhanced.Code, 0, len(named))
	for c := range named {
		all = append(all, c)
	}
	slices.Sort(all) // the order of a map would not be the same twice
	codes := make([]enhanced.Code, inputs)
	for i := range codes {
		codes[i] = all[random.IntN(len(all))]
	}
	return codes
}

func BenchmarkName(b *testing.B) {
	codes := shuffledCodes()
	names := codeWords()
	sorted := make([]enhanced.Code, 0, len(names))
	for c := range names {
		sorted = append(sorted, c)
	}
	slices.Sort(sorted)
	inOrder := make([]string, len(sorted))
	for i, c := range sorted {
		inOrder[i] = names[c]
	}
	b.Run("way=enhanced", func(b *testing.B) {
		var s string
		for i := range b.N {
			s = codes[i%inputs].Name()
		}
		sinkString = s
	})
	b.Run("way=switch", func(b *testing.B) {
		var s string
		for i := range b.N {
			s = switchName(codes[i%inputs])
		}
		sinkString = s
	})
	b.Run("way=map", func(b *testing.B) {
		var s string
		for i := range b.N {
			s = names[codes[i%inputs]]
		}
		sinkString = s
	})
	b.Run("way=search", func(b *testing.B) {
		var s string
		for i := range b.N {
			if at, ok := slices.BinarySearch(sorted, codes[i%inputs]); ok {
				s = inOrder[at]
			}
		}
		sinkString = s
	})
}

// TestSwitch checks that the benchmark compares what gives the same answers.
func TestSwitch(t *testing.T) {
	for c, name := range codeWords() {
		if switchName(c) != name {
			t.Errorf("switch: name of %v is %q, want %q", c, switchName(c), name)
		}
	}
}

func BenchmarkText(b *testing.B) {
	codes := shuffledCodes()
	texts := make(map[enhanced.Condition]string)
	for d := range enhanced.Conditions() {
		texts[d] = d.Text()
	}
	b.Run("way=enhanced", func(b *testing.B) {
		var s string
		for i := range b.N {
			s = codes[i%inputs].Text()
		}
		sinkString = s
	})
	b.Run("way=map", func(b *testing.B) {
		var s string
		for i := range b.N {
			s = texts[codes[i%inputs].Condition()]
		}
		sinkString = s
	})
}

func BenchmarkString(b *testing.B) {
	codes := shuffledCodes()
	b.Run("way=enhanced", func(b *testing.B) {
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
			t := codes[i%inputs].Triplet()
			s = strconv.Itoa(t[0]) + "." + strconv.Itoa(t[1]) + "." + strconv.Itoa(t[2])
		}
		sinkString = s
	})
	b.Run("way=Sprintf", func(b *testing.B) {
		b.ReportAllocs()
		var s string
		for i := range b.N {
			t := codes[i%inputs].Triplet()
			s = fmt.Sprintf("%d.%d.%d", t[0], t[1], t[2])
		}
		sinkString = s
	})
}

func BenchmarkStringUnregistered(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		sinkString = enhanced.Code(5_007_708).String()
	}
}

func BenchmarkAppendText(b *testing.B) {
	codes := shuffledCodes()
	buf := make([]byte, 0, 16)
	b.ReportAllocs()
	for i := range b.N {
		text, err := codes[i%inputs].AppendText(buf)
		if err != nil {
			b.Fatal(err)
		}
		sinkInt += len(text)
	}
}

func BenchmarkClass(b *testing.B) {
	codes := shuffledCodes()
	var class enhanced.Class
	for i := range b.N {
		class += codes[i%inputs].Class()
	}
	sinkClass = class
}

func BenchmarkCondition(b *testing.B) {
	codes := shuffledCodes()
	var d enhanced.Condition
	for i := range b.N {
		d += codes[i%inputs].Condition()
	}
	sinkCondition = d
}

func BenchmarkStatus(b *testing.B) {
	codes := shuffledCodes()
	var status smtpcodes.Status
	for i := range b.N {
		status += codes[i%inputs].Status()
	}
	sinkStatus = status
}

func BenchmarkTriplet(b *testing.B) {
	codes := shuffledCodes()
	for i := range b.N {
		sinkTriplet = codes[i%inputs].Triplet()
	}
}

func BenchmarkConditionString(b *testing.B) {
	codes := shuffledCodes()
	conditions := make([]enhanced.Condition, inputs)
	for i, c := range codes {
		conditions[i] = c.Condition()
	}
	b.ResetTimer()
	var s string
	for i := range b.N {
		s = conditions[i%inputs].String()
	}
	sinkString = s
}

var errParse = errors.New("no enhanced status code")

// split is the parser of many mail packages. It takes more than the standard
// has: "5.+1.1", "5.01.1".
func split(s string) (enhanced.Code, error) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 {
		return 0, errParse
	}
	var t [3]int
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil {
			return 0, err
		}
		t[i] = n
	}
	return enhanced.FromTriplet(t)
}

func scan(s string) (enhanced.Code, error) {
	var t [3]int
	if _, err := fmt.Sscanf(s, "%d.%d.%d", &t[0], &t[1], &t[2]); err != nil {
		return 0, err
	}
	return enhanced.FromTriplet(t)
}

func BenchmarkParse(b *testing.B) {
	codes := shuffledCodes()
	texts := make([]string, inputs)
	for i, c := range codes {
		texts[i] = c.String()
	}
	b.Run("way=enhanced", func(b *testing.B) {
		b.ReportAllocs()
		var sum enhanced.Code
		for i := range b.N {
			c, err := enhanced.Parse(texts[i%inputs])
			if err != nil {
				b.Fatal(err)
			}
			sum += c
		}
		sinkCode = sum
	})
	for _, way := range []struct {
		name  string
		parse func(string) (enhanced.Code, error)
	}{{"split", split}, {"Sscanf", scan}} {
		b.Run("way="+way.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				c, err := way.parse(texts[i%inputs])
				if err != nil || c != codes[i%inputs] {
					b.Fatal(c, err)
				}
			}
		})
	}
}

// switchName is how net/http keeps its status texts.
func switchName(c enhanced.Code) string {
	switch c {
	case 2_000_000:
		return "SuccessOtherUndefined"
	case 2_001_000:
		return "SuccessOtherAddress"
	case 2_001_005:
		return "SuccessDestinationValid"
	case 2_001_009:
		return "SuccessRelayedToNoncompliantMailer"
	case 2_003_000:
		return "SuccessOtherMailSystem"
	case 2_003_006:
		return "SuccessPriorityChanged"
	case 2_005_000:
		return "SuccessOtherProtocol"
	case 2_006_000:
		return "SuccessOtherMedia"
	case 2_006_004:
		return "SuccessConversionWithLoss"
	case 2_006_008:
		return "SuccessUTF8ReplyRequired"
	case 2_007_000:
		return "SuccessOtherSecurity"
	case 2_007_007:
		return "SuccessMessageIntegrityFailure"
	case 4_000_000:
		return "TransientOtherUndefined"
	case 4_001_000:
		return "TransientOtherAddress"
	case 4_001_001:
		return "TransientBadDestinationMailbox"
	case 4_001_008:
		return "TransientBadSenderSystem"
	case 4_002_000:
		return "TransientOtherMailbox"
	case 4_002_001:
		return "TransientMailboxDisabled"
	case 4_002_002:
		return "TransientMailboxFull"
	case 4_002_004:
		return "TransientMailingListExpansionProblem"
	case 4_003_000:
		return "TransientOtherMailSystem"
	case 4_003_001:
		return "TransientMailSystemFull"
	case 4_003_002:
		return "TransientSystemNotAcceptingMessages"
	case 4_003_005:
		return "TransientSystemIncorrectlyConfigured"
	case 4_004_000:
		return "TransientOtherNetwork"
	case 4_004_001:
		return "TransientNoAnswerFromHost"
	case 4_004_002:
		return "TransientBadConnection"
	case 4_004_003:
		return "TransientDirectoryServerFailure"
	case 4_004_004:
		return "TransientUnableToRoute"
	case 4_004_005:
		return "TransientMailSystemCongestion"
	case 4_004_006:
		return "TransientRoutingLoop"
	case 4_004_007:
		return "TransientDeliveryTimeExpired"
	case 4_005_000:
		return "TransientOtherProtocol"
	case 4_005_001:
		return "TransientInvalidCommand"
	case 4_005_003:
		return "TransientTooManyRecipients"
	case 4_005_004:
		return "TransientInvalidCommandArguments"
	case 4_005_006:
		return "TransientAuthLineTooLong"
	case 4_006_000:
		return "TransientOtherMedia"
	case 4_006_005:
		return "TransientConversionFailed"
	case 4_006_006:
		return "TransientContentNotAvailable"
	case 4_007_000:
		return "TransientOtherSecurity"
	case 4_007_001:
		return "TransientDeliveryNotAuthorized"
	case 4_007_005:
		return "TransientCryptographicFailure"
	case 4_007_007:
		return "TransientMessageIntegrityFailure"
	case 4_007_012:
		return "TransientPasswordTransitionNeeded"
	case 4_007_015:
		return "TransientPriorityTooLow"
	case 4_007_016:
		return "TransientMessageTooBigForPriority"
	case 4_007_024:
		return "TransientSPFValidationError"
	case 4_007_028:
		return "TransientMailFloodDetected"
	case 5_000_000:
		return "PermanentOtherUndefined"
	case 5_001_000:
		return "PermanentOtherAddress"
	case 5_001_001:
		return "PermanentBadDestinationMailbox"
	case 5_001_002:
		return "PermanentBadDestinationSystem"
	case 5_001_003:
		return "PermanentBadDestinationMailboxSyntax"
	case 5_001_004:
		return "PermanentDestinationMailboxAmbiguous"
	case 5_001_006:
		return "PermanentMailboxMoved"
	case 5_001_007:
		return "PermanentBadSenderMailboxSyntax"
	case 5_001_008:
		return "PermanentBadSenderSystem"
	case 5_001_010:
		return "PermanentRecipientNullMX"
	case 5_002_000:
		return "PermanentOtherMailbox"
	case 5_002_001:
		return "PermanentMailboxDisabled"
	case 5_002_002:
		return "PermanentMailboxFull"
	case 5_002_003:
		return "PermanentMessageLengthExceedsLimit"
	case 5_002_004:
		return "PermanentMailingListExpansionProblem"
	case 5_003_000:
		return "PermanentOtherMailSystem"
	case 5_003_002:
		return "PermanentSystemNotAcceptingMessages"
	case 5_003_003:
		return "PermanentSystemNotCapable"
	case 5_003_004:
		return "PermanentMessageTooBigForSystem"
	case 5_003_005:
		return "PermanentSystemIncorrectlyConfigured"
	case 5_004_000:
		return "PermanentOtherNetwork"
	case 5_004_003:
		return "PermanentDirectoryServerFailure"
	case 5_004_004:
		return "PermanentUnableToRoute"
	case 5_004_007:
		return "PermanentDeliveryTimeExpired"
	case 5_005_000:
		return "PermanentOtherProtocol"
	case 5_005_001:
		return "PermanentInvalidCommand"
	case 5_005_002:
		return "PermanentSyntaxError"
	case 5_005_003:
		return "PermanentTooManyRecipients"
	case 5_005_004:
		return "PermanentInvalidCommandArguments"
	case 5_005_005:
		return "PermanentWrongProtocolVersion"
	case 5_005_006:
		return "PermanentAuthLineTooLong"
	case 5_006_000:
		return "PermanentOtherMedia"
	case 5_006_001:
		return "PermanentMediaNotSupported"
	case 5_006_002:
		return "PermanentConversionProhibited"
	case 5_006_003:
		return "PermanentConversionNotSupported"
	case 5_006_004:
		return "PermanentConversionWithLoss"
	case 5_006_005:
		return "PermanentConversionFailed"
	case 5_006_006:
		return "PermanentContentNotAvailable"
	case 5_006_007:
		return "PermanentNonASCIIAddressNotPermitted"
	case 5_006_008:
		return "PermanentUTF8ReplyRequired"
	case 5_006_009:
		return "PermanentUTF8HeaderNotTransferable"
	case 5_007_000:
		return "PermanentOtherSecurity"
	case 5_007_001:
		return "PermanentDeliveryNotAuthorized"
	case 5_007_002:
		return "PermanentMailingListExpansionProhibited"
	case 5_007_003:
		return "PermanentSecurityConversionNotPossible"
	case 5_007_004:
		return "PermanentSecurityFeaturesNotSupported"
	case 5_007_005:
		return "PermanentCryptographicFailure"
	case 5_007_006:
		return "PermanentCryptographicAlgorithmNotSupported"
	case 5_007_007:
		return "PermanentMessageIntegrityFailure"
	case 5_007_008:
		return "PermanentAuthCredentialsInvalid"
	case 5_007_009:
		return "PermanentAuthMechanismTooWeak"
	case 5_007_010:
		return "PermanentEncryptionNeeded"
	case 5_007_011:
		return "PermanentEncryptionRequiredForMechanism"
	case 5_007_013:
		return "PermanentUserAccountDisabled"
	case 5_007_014:
		return "PermanentTrustRelationshipRequired"
	case 5_007_015:
		return "PermanentPriorityTooLow"
	case 5_007_016:
		return "PermanentMessageTooBigForPriority"
	case 5_007_017:
		return "PermanentMailboxOwnerChanged"
	case 5_007_018:
		return "PermanentDomainOwnerChanged"
	case 5_007_019:
		return "PermanentRRVSTestNotCompleted"
	case 5_007_020:
		return "PermanentNoPassingDKIM"
	case 5_007_021:
		return "PermanentNoAcceptableDKIM"
	case 5_007_022:
		return "PermanentNoAuthorMatchedDKIM"
	case 5_007_023:
		return "PermanentSPFValidationFailed"
	case 5_007_024:
		return "PermanentSPFValidationError"
	case 5_007_025:
		return "PermanentReverseDNSValidationFailed"
	case 5_007_026:
		return "PermanentMultipleAuthChecksFailed"
	case 5_007_027:
		return "PermanentSenderNullMX"
	case 5_007_028:
		return "PermanentMailFloodDetected"
	case 5_007_029:
		return "PermanentARCValidationFailure"
	case 5_007_030:
		return "PermanentREQUIRETLSRequired"
	}
	return ""
}
