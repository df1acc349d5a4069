#!/usr/bin/env perl
# A small server on SOAP::Lite, the stack that OpenAir runs on: it shows that stack's real habits, not OpenAir's data.
#
# Prints its address on the first line, then serves one request after the other. Ends when its standard input ends
# or after ten minutes, whichever comes first, so that nothing outlives a test run that crashed.
use strict;
use warnings;
use utf8;

# SOAP::Lite finds the class by the path of the operation's namespace: https://any.host/Peer is this one.
package Peer;

sub text    { 'plain text' }
sub letters { 'Café Zürich' }
sub markup  { 'a < b & "c" ]]> d' }
sub control { "a\x{b}b" }
sub nothing { undef }
sub empty   { '' }
sub several_values { ('one', 2, '') }
sub no_value { () }

# Texts whose type SOAP::Lite guesses from how they look.
sub guessed {
    return [
        70412, '70412', '007', '-1', '12345678901', 12.5, '1.50', '1e5', '2025-01-31', '2025-01-31 10:20:30',
        '2025-01-31T10:20:30Z', '10:20:30', 'true', 'https://peer.example/x', 'A', 'INF',
    ];
}

sub list         { ['one', 2, undef] }
sub list_of_one  { ['one'] }
sub list_of_none { [] }
sub mixed_list   { [1, 'two', bless({ id => 3 }, 'oaCustomer')] }
sub named_list   { SOAP::Data->name(listReturn => ['one', 'two']) }

# One object without a name, as the reply to createUser is told to be; one with a name, as that to login.
sub object       { Made::result(id => 70412, status => 'A') }
sub named_object { SOAP::Data->name(loginReturn => bless { sessionId => 'none', url => undef }, 'LoginResult') }
sub hash         { return { status => 'A' } }

# Results as the reply to add is told to have them: one went well, one was refused with two errors, one with none.
sub results {
    return [
        Made::result(id => 70412, status => 'A'),
        Made::result(status => '-1', errors => [ Made::failure(821), Made::failure(852, comment => 'Café') ]),
        Made::result(status => 'U', id => '70413', errors => []),
    ];
}
sub one_result { [ Made::result(status => '-1', errors => [ Made::failure(821) ]) ] }

# Records as the reply to read is told to have them.
sub records {
    my @projects = map { bless { id => $_, name => "Project $_", externalid => undef, notes => '' }, 'oaProject' } 1, 2;
    return [ bless({ objects => \@projects, errors => undef }, 'ReadResult') ];
}
sub no_records { [ bless({ objects => [], errors => undef }, 'ReadResult') ] }

# One error in two places.
sub shared { my $error = Made::failure(821); return [ $error, $error ] }

sub dies         { die "Cannot open the ledger" }
sub dies_quietly { die "Cannot open the ledger\n" }
sub dies_oddly   { die { code => 821 } }
sub dies_blessed { die bless { code => 821 }, 'Error' }
sub dies_deep    { my $nothing; return $nothing->{ledger}->method }

sub logged_out {
    die SOAP::Fault->faultcode(9)->faultstring('Logged out')
        ->faultdetail(bless { code => 9 }, 'Error')->faultactor('http://www.soaplite.com/custom');
}
sub logged_out_plainly { die SOAP::Fault->faultcode(9)->faultstring('Logged out') }
sub dotted      { die SOAP::Fault->faultcode('Server.Custom')->faultstring('Ledger is closed') }
sub text_detail { die SOAP::Fault->faultcode('Client.Authentication')->faultstring('Who?')->faultdetail('text') }
sub list_detail { die SOAP::Fault->faultstring('Café')->faultdetail([ map { Made::failure($_) } 1, 2 ]) }
sub code_alone  { die SOAP::Fault->faultcode(821) }

# What the server made of the request: the class of each value, with the fields of a record.
sub seen {
    my ($class, @values) = @_;
    pop @values;
    return join ' ', map { Made::described($_) } @values;
}

# What the server made of the header.
sub session {
    my $request = pop;
    return Made::described($request->header);
}

# A few operations as OpenAir has them, for clients made of its description.
package OAirService;

sub login {
    my ($class, $sign_in) = @_;
    my $password = ref $sign_in ? $sign_in->{password} : '';
    die SOAP::Fault->faultcode(401)->faultstring('Authentication failed')->faultdetail(bless { code => 401 }, 'Error')
        unless defined $password && $password eq 'right';
    return SOAP::Data->name(loginReturn => bless { sessionId => 'session-1', url => undef }, 'LoginResult');
}

sub whoami {
    signed_in(pop);
    return SOAP::Data->name(whoamiReturn => bless { id => 7, nickname => 'Zoë', flags => [] }, 'oaUser');
}

sub read {
    my ($class, $requests) = @_;
    signed_in(pop);
    return [ map { read_one($_->{type}) } @$requests ];
}

sub add {
    my ($class, $records) = @_;
    signed_in(pop);
    my $refusal = Made::failure(821);    # one object for all that are refused: it travels once, and is referred to
    my $id = 0;
    return [ map { add_one($_, ++$id, $refusal) } @$records ];
}

sub createUser {
    my ($class, $user) = @_;
    signed_in(pop);
    return add_one($user, 8, Made::failure(202));
}

sub read_one {
    my $type = shift;
    return bless { objects => undef, errors => [ Made::failure(603) ] }, 'ReadResult' if $type =~ /\W/;
    my @records = map { bless { id => $_, name => "$type Nº$_", notes => '' }, "oa$type" } 1, 2;
    return bless { objects => $type eq 'Nothing' ? [] : \@records, errors => undef }, 'ReadResult';
}

sub add_one {
    my ($record, $id, $refusal) = @_;
    my $name = ref $record eq 'oaUser' ? $record->{nickname} : $record->{name};
    return $name ? Made::result(id => $id, status => 'A') : Made::result(status => '-1', errors => [$refusal]);
}

sub signed_in {
    my $header = shift->header || {};
    my $session = ref $header->{SessionHeader} ? $header->{SessionHeader}{sessionId} : '';
    Peer->logged_out unless $session eq 'session-1';
}

package Made;

sub result { bless { id => undef, errors => undef, status => undef, @_ }, 'UpdateResult' }

sub failure {
    my ($code, %more) = @_;
    return bless { code => $code, %more }, 'oaError';
}

sub described {
    my $value = shift;
    return 'undef' unless defined $value;
    my $class = ref $value or return "'$value'";
    return $class . '[' . join(',', map { described($_) } @$value) . ']' if UNIVERSAL::isa($value, 'ARRAY');
    return $class . '{' . join(',', map { "$_=" . described($value->{$_}) } sort keys %$value) . '}';
}

package main;

use IO::Select;
use SOAP::Lite;
use SOAP::Transport::HTTP;

for my $class (qw(Peer OAirService)) {
    no strict 'refs';
    @{"${class}::ISA"} = 'SOAP::Server::Parameters';    # the request comes as the last argument
    $INC{"$class.pm"} = __FILE__;                       # as if the class had a file of its own
}
$SIG{ALRM} = sub { exit 0 };
alarm 600;
$SIG{PIPE} = 'IGNORE';

my $server = SOAP::Transport::HTTP::Daemon->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 64)
    ->dispatch_to('Peer', 'OAirService');
my $socket = $server->{_daemon};
$| = 1;
print $server->url, "\n";

my $waiting = IO::Select->new($socket, \*STDIN);
while (1) {
    for my $ready ($waiting->can_read) {
        if ($ready == $socket) { serve() }
        elsif (!sysread STDIN, my $ignored, 1024) { exit 0 }
    }
}

# One request on one connection: the next client never waits for one that keeps its connection open.
sub serve {
    my $connection = $socket->accept or return;
    $connection->timeout(2);
    if (my $request = $connection->get_request) {
        $server->request($request);
        SOAP::Transport::HTTP::Server::handle($server);
        $server->response->header(Connection => 'close');
        $connection->send_response($server->response);
    }
    $connection->close;
}
