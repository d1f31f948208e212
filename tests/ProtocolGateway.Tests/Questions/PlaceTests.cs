using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Questions;

/// <summary>translation.md sections 5 and 6: questions in a CPO's own ids.</summary>
public sealed class PlaceTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly Location Place = new()
    {
        Party = Samples.Cpo,
        Id = "LOC1",
        Evses = [new() { Uid = "U1", EvseId = Asked.Evse }, new() { Uid = "U2", EvseId = "FR*798*E1*2" }],
    };

    [TestCase("LOC1", "U2", null)]
    [TestCase("loc1", "u2", null)]
    [TestCase("LOC1", null, UnansweredReason.PLACE_MISSING)]
    [TestCase("LOC1", "U1,U2", UnansweredReason.SEVERAL_PLACES)]
    [TestCase("LOC1", "U3", UnansweredReason.UNKNOWN_PLACE)]
    [TestCase("LOC2", "U2", UnansweredReason.UNKNOWN_PLACE)]
    [TestCase(null, null, UnansweredReason.PLACE_MISSING)]
    public async Task An_eMSP_that_is_asked_about_one_EVSE_needs_one(string? location, string? uids, UnansweredReason? why)
    {
        await using var gateway = New(new ScriptedProtocol { AsksAboutOneEvse = true });
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Allows());

        var answer = await gateway.AskAsync<TokenAuthorized>(Question(location, uids));

        Assert.That((answer.Unanswered, answer.Allowed), Is.EqualTo((why, why is null ? AllowedType.ALLOWED : (AllowedType?)null)));
        Assert.That(gateway.Protocol.Said.Select(d => ((AuthorizeToken)d.Message).EvseId), Is.EqualTo(why is null ? ["FR*798*E1*2"] : Array.Empty<string>()));
    }

    [Test]
    public async Task An_eMSP_that_knows_the_CPOs_own_ids_is_asked_in_them()
    {
        await using var gateway = New(new ScriptedProtocol());
        gateway.Protocol.Next(Asked.Allows());
        var question = Question("ELSEWHERE", "A,B");
        await gateway.AskAsync<TokenAuthorized>(question);
        Assert.That(((AuthorizeToken)gateway.Protocol.Said.Single().Message).Location, Is.EqualTo(question.Location));
    }

    [TestCase("LOC1", "U1", AllowedType.ALLOWED)]
    [TestCase("LOC1", null, AllowedType.ALLOWED)]
    [TestCase("LOC1", "U2", AllowedType.NOT_ALLOWED)]
    [TestCase("LOC9", null, AllowedType.NOT_ALLOWED)]
    public async Task An_allowance_that_leaves_the_EVSE_out_is_none(string location, string? uid, AllowedType expected)
    {
        await using var gateway = New(new ScriptedProtocol());
        gateway.Protocol.Next(Asked.Replies(new TokenAuthorized
        {
            Allowed = AllowedType.ALLOWED,
            Location = new() { LocationId = location, EvseUids = uid is null ? null : [uid] },
        }));
        Assert.That((await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).Allowed, Is.EqualTo(expected));
    }

    [TestCase(LimitPolicy.Refuse, AllowedType.NOT_ALLOWED)]
    [TestCase(LimitPolicy.Ignore, AllowedType.ALLOWED)]
    public async Task Ceilings_that_the_CPO_cannot_be_told_are_a_refusal_unless_they_may_be_ignored(LimitPolicy policy, AllowedType expected)
    {
        var cpo = Samples.CpoPartner with { Questions = new() { Limits = policy } };
        await using var gateway = New(new ScriptedProtocol(), cpo);
        gateway.Protocol.Next(Asked.Replies(new TokenAuthorized { Allowed = AllowedType.ALLOWED, Limits = [new() { Type = "2", Value = 10, Unit = "kWh" }] }));
        TokenAuthorized? told = null;
        var heard = Asked.Heard(Asked.Authorize(), cpo, null, answer =>
        {
            told = (TokenAuthorized)answer;
            return "";
        });
        await gateway.Gateway.AskAsync(heard with { HasNoLimits = true }, CancellationToken.None);
        Assert.That(told!.Allowed, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_session_that_reaches_its_ceiling_is_stopped_once()
    {
        var cpo = Samples.CpoPartner with { Questions = new() { Limits = LimitPolicy.StopAtLimit } };
        await using var gateway = New(new ScriptedProtocol { HasNoLimits = true }, cpo);
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Takes());
        var session = (await gateway.AskAsync<CommandAnswered>(Asked.Start() with { Limits = [new() { Type = "2", Value = 2000, Unit = "Wh" }] })).SessionId!;

        foreach (var minute in (int[])[10, 20, 30]) await gateway.AcceptAsync(Samples.Heard(Samples.Report(session, minute), cpo));

        await Testing.Eventually.TrueAsync(() => gateway.Protocol.Said.Any(d => d.Message is ActOnSession { Type: SessionActionType.STOP }), "a stop");
        Assert.That(gateway.Session().LimitReached, Is.True);
        Assert.That(gateway.Protocol.Said.Count(d => d.Message is ActOnSession), Is.EqualTo(1));
    }

    [TestCase("LOC1", "U1", CommandResult.ACCEPTED)]
    [TestCase("LOC1", null, CommandResult.REJECTED)]
    [TestCase("LOC1", "U3", CommandResult.UNKNOWN_PLACE)]
    [TestCase("LOC2", "U1", CommandResult.UNKNOWN_PLACE)]
    public async Task A_start_in_the_CPOs_own_ids_finds_its_EVSE(string location, string? uid, CommandResult expected)
    {
        await using var gateway = New(new ScriptedProtocol { AsksAboutOneEvse = true });
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Takes());

        var answer = await gateway.AskAsync<CommandAnswered>(Asked.Start() with { EvseId = null, LocationId = location, EvseUid = uid });

        Assert.That(answer.Result, Is.EqualTo(expected));
        Assert.That(gateway.Protocol.Said.Select(d => ((StartSession)d.Message).EvseId), Is.EqualTo(expected == CommandResult.ACCEPTED ? [Asked.Evse] : Array.Empty<string>()));
    }

    [Test]
    public async Task A_start_with_ceilings_is_rejected_where_the_CPO_cannot_be_told()
    {
        await using var gateway = New(new ScriptedProtocol { HasNoLimits = true });
        Assert.That((await gateway.AskAsync<CommandAnswered>(Asked.Start() with { Limits = [new() { Type = "2", Value = 10, Unit = "kWh" }] })).Result, Is.EqualTo(CommandResult.REJECTED));
        Assert.That(gateway.Protocol.Said, Is.Empty);
    }

    [Test]
    public async Task The_answer_has_the_whole_token_where_its_contract_is_known()
    {
        await using var gateway = New(new ScriptedProtocol());
        gateway.Directory.Tokens.Add(new() { Party = Samples.Emsp, Uid = Asked.Card, Type = TokenType.RFID, ContractId = "DE-ABC-REAL", Issuer = "ABC Cards", Valid = true, Whitelist = WhitelistType.ALLOWED });
        gateway.Protocol.Next(Asked.Allows());
        var token = (await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).Token;
        Assert.That(token, Is.EqualTo(new Token
        {
            Party = Samples.Emsp,
            Uid = Asked.Card,
            Type = TokenType.RFID,
            ContractId = "DE-ABC-C1",
            Issuer = "ABC Cards",
            Valid = true,
            Whitelist = WhitelistType.NEVER,
            LastUpdated = gateway.Time.GetUtcNow(),
        }), "the eMSP's alias is not replaced by the directory's contract");
    }

    private static AuthorizeToken Question(string? location, string? uids) => Asked.Authorize() with
    {
        EvseId = null,
        Location = location is null ? null : new() { LocationId = location, EvseUids = uids?.Split(',') },
    };

    private static GatewayUnderTest New(ScriptedProtocol protocol, Partner? cpo = null)
    {
        var gateway = new GatewayUnderTest(
            partners: [cpo ?? Samples.CpoPartner, Samples.EmspPartner], agreements: [new Agreement { Emsp = Samples.Emsp, AskUnknownTokens = true }], protocol: protocol);
        gateway.Directory.Put(Place);
        return gateway;
    }
}
