using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Questions;

/// <summary>translation.md section 5.</summary>
public sealed class AuthorizationTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly Agreement Unknown = new() { Emsp = Samples.Emsp, AskUnknownTokens = true };
    private static readonly Partner Other = Samples.NewPartner("other", new PartnerRole(Role.EMSP, Samples.OtherEmsp));

    [Test]
    public async Task The_eMSP_is_asked_and_its_answer_told_with_our_session_id()
    {
        await using var gateway = New(Unknown);
        gateway.Protocol.Next(Asked.Allows());

        var answer = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());

        var asked = (AuthorizeToken)gateway.Protocol.Said.Single().Message;
        Assert.Multiple(() =>
        {
            Assert.That((answer.Allowed, answer.Emsp, answer.EmspSessionId, answer.ContractId, answer.ReadingsWanted), Is.EqualTo((AllowedType.ALLOWED, Samples.Emsp, "M-1", "DE-ABC-C1", true)));
            Assert.That(asked.SessionId, Is.EqualTo(answer.SessionId));
            Assert.That(asked.Emsp, Is.EqualTo(Samples.Emsp));
            Assert.That(Guid.TryParse(answer.SessionId, out _), Is.True);
        });
    }

    [Test]
    public async Task The_record_of_the_session_goes_to_whoever_allowed_it()
    {
        await using var gateway = New(Unknown);
        gateway.Protocol.Next(Asked.Allows());
        var session = (await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).SessionId!;

        var taken = await gateway.AcceptAsync(Samples.Heard(Samples.Record(session) with { CdrToken = new() { Uid = Asked.Card, Type = TokenType.RFID } }));

        Assert.That(((Acceptance.Accepted)taken).Payer, Is.EqualTo(Samples.Emsp));
        Assert.That(gateway.Delivery().PartnerId, Is.EqualTo("emsp"));
    }

    [Test]
    public async Task Shown_again_while_its_session_is_open_nobody_is_asked()
    {
        await using var gateway = New(Unknown);
        gateway.Protocol.Next(Asked.Allows());
        var first = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());

        var again = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());

        Assert.That((again.Allowed, again.SessionId, again.Emsp), Is.EqualTo((AllowedType.ALLOWED, first.SessionId, Samples.Emsp)));
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
    }

    [TestCase("04FFFFFF", Asked.Evse, Description = "another card")]
    [TestCase(Asked.Card, "FR*798*E2*1", Description = "another EVSE")]
    public async Task Another_card_or_EVSE_is_another_session(string uid, string evse)
    {
        await using var gateway = New(Unknown);
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Allows());
        var first = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());

        var other = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize(uid, evse));

        Assert.That(other.SessionId, Is.Not.EqualTo(first.SessionId));
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_card_of_the_same_group_ends_it_too()
    {
        await using var gateway = New(Unknown);
        foreach (var uid in (string[])["04A2B3C4", "04FFFFFF"])
            gateway.Directory.Tokens.Add(new() { Party = Samples.Emsp, Uid = uid, Type = TokenType.RFID, GroupId = "FLEET" });
        gateway.Protocol.Next(Asked.Allows());
        var first = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());

        Assert.That((await gateway.AskAsync<TokenAuthorized>(Asked.Authorize("04FFFFFF"))).SessionId, Is.EqualTo(first.SessionId));
    }

    [Test]
    public async Task After_the_record_has_come_it_is_a_new_session()
    {
        await using var gateway = New(Unknown);
        gateway.Protocol.Otherwise = (delivery, _) => Task.FromResult(delivery.Message is AuthorizeToken ? Asked.Allows() : new Outcome.Delivered());
        var first = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(first.SessionId!)));

        Assert.That((await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).SessionId, Is.Not.EqualTo(first.SessionId));
    }

    [Test]
    public async Task Nobody_knows_the_card()
    {
        await using var gateway = New(new Agreement());
        var answer = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());
        Assert.That((answer.Allowed, answer.Unanswered), Is.EqualTo(((AllowedType?)null, UnansweredReason.UNKNOWN_TOKEN)));
        Assert.That(answer.SessionId, Is.Not.Null.And.Not.Empty);
        Assert.That(gateway.Protocol.Said, Is.Empty);
    }

    [Test]
    public async Task Its_eMSP_has_no_agreement()
    {
        await using var gateway = New(new Agreement { Emsp = Samples.OtherEmsp });
        gateway.Directory.Tokens.Add(Known(WhitelistType.NEVER));
        Assert.That((await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).Unanswered, Is.EqualTo(UnansweredReason.NO_AGREEMENT));
        Assert.That(gateway.Protocol.Said, Is.Empty);
    }

    [Test]
    public async Task A_contract_is_asked_of_the_party_that_it_begins_with()
    {
        await using var gateway = New(new Agreement());
        gateway.Protocol.Next(Asked.Allows());
        var answer = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize("DE-ABC-C12345678", type: TokenType.EMAID));
        Assert.That(answer.Emsp, Is.EqualTo(Samples.Emsp));
    }

    [TestCase("04A2", true)]
    [TestCase("0480-04BF", true)]
    [TestCase("04B0-04BF", false)]
    public async Task A_card_is_asked_of_the_eMSP_whose_range_has_it(string range, bool asked)
    {
        await using var gateway = New(new Agreement { Emsp = Samples.Emsp, UidRanges = [UidRange.TryParse(range, out var read) ? read : throw new InvalidOperationException()] });
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Allows());
        await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(asked ? 1 : 0));
    }

    [TestCase(WhitelistType.ALWAYS, true, AllowedType.ALLOWED, 0)]
    [TestCase(WhitelistType.ALWAYS, false, AllowedType.NOT_ALLOWED, 0)]
    [TestCase(WhitelistType.NEVER, true, AllowedType.ALLOWED, 1)]
    [TestCase(WhitelistType.ALLOWED, true, AllowedType.ALLOWED, 1)]
    public async Task The_whitelist_says_whether_to_ask(WhitelistType whitelist, bool valid, AllowedType expected, int asked)
    {
        await using var gateway = New(new Agreement());
        gateway.Directory.Tokens.Add(Known(whitelist) with { Valid = valid });
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Allows());
        Assert.That((await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).Allowed, Is.EqualTo(expected));
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(asked));
    }

    [TestCase(WhitelistType.ALLOWED, true)]
    [TestCase(WhitelistType.ALLOWED_OFFLINE, true)]
    [TestCase(WhitelistType.NEVER, false)]
    public async Task The_whitelist_answers_while_the_eMSP_is_away(WhitelistType whitelist, bool allowed)
    {
        await using var gateway = New(new Agreement());
        gateway.Directory.Tokens.Add(Known(whitelist));
        gateway.Protocol.Next(new Outcome.Unreachable("nobody there"));
        var answer = await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());
        Assert.That(answer.Allowed == AllowedType.ALLOWED, Is.EqualTo(allowed));
        Assert.That(answer.Unanswered, Is.EqualTo(allowed ? null : UnansweredReason.UNREACHABLE));
    }

    [Test]
    public async Task Exactly_one_of_several_allows()
    {
        await using var gateway = New([Unknown, new Agreement { Emsp = Samples.OtherEmsp, AskUnknownTokens = true }]);
        gateway.Protocol.Otherwise = (delivery, _) => Task.FromResult(delivery.Partner == Other ? Asked.Allows() : Asked.Refuses(UnansweredReason.UNKNOWN_TOKEN));
        Assert.That((await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).Emsp, Is.EqualTo(Samples.OtherEmsp));
    }

    [Test]
    public async Task Several_that_allow_are_a_refusal_and_a_finding()
    {
        await using var gateway = New([Unknown, new Agreement { Emsp = Samples.OtherEmsp, AskUnknownTokens = true }]);
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Allows());
        Assert.That((await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).Allowed, Is.EqualTo(AllowedType.NOT_ALLOWED));
        Assert.That(gateway.Findings(), Is.EqualTo(["SeveralAllowed"]));
    }

    [Test]
    public async Task What_was_asked_of_whom_stands_in_the_journal()
    {
        await using var gateway = New(Unknown);
        gateway.Protocol.Next(Asked.Allows());
        await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());

        using var journal = gateway.Journal();
        var exchange = journal.Exchanges.Single();
        var ask = journal.Asks.Single();
        Assert.Multiple(() =>
        {
            Assert.That(exchange.Result, Is.EqualTo(ExchangeResult.Answered));
            Assert.That(exchange.Answer, Does.Contain("ALLOWED"));
            Assert.That((ask.ExchangeId, ask.PartnerId, ask.Message, ask.Result, ask.Sent, ask.Answer),
                Is.EqualTo((exchange.Id, "emsp", nameof(AuthorizeToken), "Answered", "<asked/>", "HTTP 200\n<answer/>")));
        });
    }

    private static Token Known(WhitelistType whitelist) =>
        new() { Party = Samples.Emsp, Uid = Asked.Card, Type = TokenType.RFID, ContractId = "DE-ABC-C1", Valid = true, Whitelist = whitelist };

    private static GatewayUnderTest New(params Agreement[] agreements) =>
        new(partners: [Samples.CpoPartner, Samples.EmspPartner, Other], agreements: agreements);
}
