using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Questions;

/// <summary>Questions as a test asks them, and what is answered.</summary>
internal static class Asked
{
    public const string Card = "04A2B3C4", Evse = "FR*798*E1*1";

    public static AuthorizeToken Authorize(string uid = Card, string evse = Evse, TokenType type = TokenType.RFID) =>
        new() { Cpo = Samples.Cpo, Token = new() { Uid = uid, Type = type }, EvseId = evse, CpoSessionId = "C-1" };

    public static StartSession Start(string uid = Card, string evse = Evse, StartStop action = StartStop.START) =>
        new() { Emsp = Samples.Emsp, Action = action, Token = new() { Uid = uid, Type = TokenType.RFID }, EvseId = evse, EmspSessionId = "M-1" };

    public static ActOnSession Stop(string session, PartyId? by = null) =>
        new() { AskedBy = by ?? Samples.Emsp, Type = SessionActionType.STOP, SessionId = session, Id = "A-1", At = Samples.Start };

    /// <summary>Asks, and gives the canonical answer.</summary>
    public static async Task<TAnswer> AskAsync<TAnswer>(
        this GatewayUnderTest gateway, object question, Partner? from = null, string? transaction = null)
        where TAnswer : class
    {
        object? told = null;
        var reply = await gateway.Gateway.AskAsync(Heard(question, from, transaction, answer =>
        {
            told = answer;
            return answer.ToString()!;
        }), CancellationToken.None);
        return told as TAnswer ?? throw new AssertionException($"Not answered: {reply}");
    }

    public static HeardQuestion Heard(object question, Partner? from, string? transaction, Func<object, string> answer) => new()
    {
        Heard = Samples.Said(question.GetType().Name, from ?? (question is AuthorizeToken ? Samples.CpoPartner : Samples.EmspPartner)),
        Question = question,
        Transaction = transaction,
        Answer = answer,
    };

    public const string Url = "https://emsp.example/results/1";

    /// <summary>Asks as somebody who wants the result later: what it is answered at once, and what goes on once that is sent.</summary>
    public static async Task<(CommandAnswered Answer, Func<Task>? Afterwards)> CommandAsync(
        this GatewayUnderTest gateway, object question, CommandType type = CommandType.START_SESSION, string? transaction = null)
    {
        CommandAnswered? told = null;
        var heard = Heard(question, null, transaction, answer =>
        {
            told = (CommandAnswered)answer;
            return answer.ToString()!;
        });
        var reply = await gateway.Gateway.AskAsync(heard with { Later = new(type, Url) }, CancellationToken.None);
        return (told!, ((Reply.Given)reply).Afterwards);
    }

    /// <summary>A command that was taken, and whose result is to follow.</summary>
    public static Outcome Promises() => Replies(new CommandAnswered { Result = CommandResult.ACCEPTED, Timeout = 30 });

    /// <summary>What a partner answers.</summary>
    public static Outcome Replies(object reply) => new Outcome.Delivered { Reply = reply, Sent = "<asked/>", Answer = "HTTP 200\n<answer/>" };

    public static Outcome Allows(string? session = "M-1", string? contract = "DE-ABC-C1") =>
        Replies(new TokenAuthorized { Allowed = AllowedType.ALLOWED, EmspSessionId = session, ContractId = contract, ReadingsWanted = true });

    public static Outcome Refuses(UnansweredReason? why = null) =>
        Replies(new TokenAuthorized { Allowed = why is null ? AllowedType.NOT_ALLOWED : null, Unanswered = why });

    public static Outcome Takes(CommandResult result = CommandResult.ACCEPTED) => Replies(new CommandAnswered { Result = result, CpoSessionId = "C-9" });
}
