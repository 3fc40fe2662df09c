# Reads replies, a JSON object a line with "reply" and "command", and prints what
# Sisimai says of each, a JSON object a line with "code", "status", "reason" and "name",
# the reason that its table has for the status alone. The last line has its version and the nanoseconds that Sisimai::Reason took for a reply,
# in the fastest of five rounds. The steps are those of Sisimai::Data->make, which does
# the same for a bounce message that says this in its Diagnostic-Code field.
use strict;
use warnings;
use JSON::PP;
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);
use Sisimai;
use Sisimai::Data;
use Sisimai::Reason;
use Sisimai::SMTP::Reply;
use Sisimai::SMTP::Status;

sub parse {
    my ($text, $command) = @_;
    my $code = Sisimai::SMTP::Reply->find($text) || '';
    my $status = Sisimai::SMTP::Status->find($text) || '';
    my $stated = $status =~ /\A[45][.][1-9][.][1-9]\z/ ? $status : '';
    my $diagnosis = $text;
    my $times = 0;
    if( $status ) { $times += 1 while $text =~ /\b\Q$status\E\b/g }
    if( $code )   { $times += 1 while $text =~ /\b$code\b/g }
    if( $times > 2 ) {
        my $any = $status ? qr/(?:\Q$status\E)?/ : qr//;
        $diagnosis =~ s/;?[ ]$code[- ]$any/ /g if $code;
        $diagnosis =~ s/;?[ ][45]\d\d[- ]$any/ /g;
        $diagnosis =~ s/;?[ ]$code[- ](?:[45][.]\d[.]\d+)?/ /g if $code;
        $diagnosis =~ s|<html>.+</html>||i;
    }
    my $data = Sisimai::Data->new(
        'addresser'      => { 'address' => 'sender@example.org' },
        'recipient'      => 'recipient@example.net',
        'timestamp'      => 0,
        'action'         => 'failed',
        'replycode'      => $code,
        'smtpcommand'    => $command,
        'diagnosticcode' => $diagnosis,
        'diagnostictype' => 'SMTP',
        'deliverystatus' => $stated || $status,
    ) or die "no data for $text";
    return ($code, $status, $data);
}

my $json = JSON::PP->new->utf8->canonical;
my @replies;
while( my $line = <STDIN> ) {
    my $in = $json->decode($line);
    my $text = $in->{'reply'};
    $text =~ s/\s+/ /g;
    my $command = $in->{'command'} // '';
    $command = '' unless $command =~ /\A(?:EHLO|HELO|MAIL|RCPT|DATA|QUIT)\z/;
    push @replies, [$text, $command];
}
$| = 1;
my @data;
for my $r ( @replies ) {
    my ($code, $status, $data) = parse(@$r);
    push @data, $data;
    my $reason = Sisimai::Reason->get($data) || 'undefined';
    print $json->encode({
        'code' => $code, 'status' => $status, 'reason' => $reason,
        'name' => Sisimai::SMTP::Status->name($status) || '',
    }), "\n";
}
my $fastest = 0;
for my $round ( 1 .. 5 ) {
    my $start = clock_gettime(CLOCK_MONOTONIC);
    Sisimai::Reason->get($_) for @data;
    my $took = clock_gettime(CLOCK_MONOTONIC) - $start;
    $fastest = $took if $round == 1 || $took < $fastest;
}
print $json->encode({ 'version' => "$Sisimai::VERSION", 'ns' => int($fastest * 1e9 / (@replies || 1)) }), "\n";
