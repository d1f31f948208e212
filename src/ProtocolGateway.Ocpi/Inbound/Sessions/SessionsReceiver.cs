using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound.Lists;
using ProtocolGateway.Ocpi.Inbound.Objects;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Inbound.Sessions;

/// <summary>
/// The Receiver interface of sessions (ocpi.md 5.2): each report is a fact that is owed to the session's eMSP and nobody else. A change
/// is merged into what the CPO reported last, and the whole is told on.
/// </summary>
internal sealed class SessionsReceiver(IMappings mappings, ILogger log)
{
    public const string Module = "sessions";
    public const string Mapping = "session";

    private readonly ObjectReader reader = new(mappings);
    private readonly ListPages pages = new(mappings, Mapping, log);
    private readonly SessionChanges changes = new(mappings, log);

    public ModuleInterface Interface => new(Module, Side.Receiver, [Role.CPO])
    {
        Routes =
        [
            new("GET", "{country}/{party}/{id}", "GET sessions", GetAsync),
            new("PUT", "{country}/{party}/{id}", "PUT sessions", PutAsync),
            new("PATCH", "{country}/{party}/{id}", "PATCH sessions", PatchAsync),
        ],
    };

    private async Task<Answer> GetAsync(OcpiCall call)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        if (Owner(call) is not { } owner) return OcpiRefusals.Answer(Foreign(call), call.At);
        if (Reports(call).Find(owner, call.Value("id")!) is not { } known) return OcpiRefusals.Answer(ObjectAnswers.NotThere, call.At);
        return await pages.WriteOneAsync(call, new(known, $"session {owner} {known.Id}"))
            ?? Answer.Plain(StatusCodes.Status200OK, OcpiStatus.ServerError, $"OCPI {call.Version.Number} has no words for it", call.At);
    }

    private async Task<Answer> PutAsync(OcpiCall call)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        if (Owner(call) is not { } owner) return await call.RefuseAsync(body, Foreign(call));
        return reader.Read(body, Mapping, call, out var reading) is { } refusal
            ? await call.RefuseAsync(body, refusal)
            : await TakeAsync(call, owner, body, reading);
    }

    private async Task<Answer> PatchAsync(OcpiCall call)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        if (Owner(call) is not { } owner) return await call.RefuseAsync(body, Foreign(call));
        if (ObjectReader.Parse(body, out var refusal) is not { } said) return await call.RefuseAsync(body, refusal!);
        if (ObjectTree.FindTimeFaults(said, required: call.Version.Routes).ToList() is { Count: > 0 } faults) return await call.RefuseAsync(body, new(RefusalKind.BadContent, faults));

        using var turn = await changes.TakeTurnAsync(owner, call.Value("id")!, call.Cancellation);
        if (Reports(call).Find(owner, call.Value("id")!) is not { } known) return await call.RefuseAsync(body, ObjectAnswers.NotThere);
        if (await changes.MergeAsync(call, known, said) is not { } merged)
        {
            var text = $"OCPI {call.Version.Number} has no words for what is known of the session; put it whole";
            return await call.RefuseAsync(body, new(RefusalKind.BadContent, "", text));
        }
        return reader.Read(ObjectReader.Bytes(merged), Mapping, call, out var reading) is { } bad
            ? await call.RefuseAsync(body, bad)
            : await TakeAsync(call, owner, body, reading);
    }

    private static async Task<Answer> TakeAsync(OcpiCall call, PartyId owner, byte[] body, Reading reading)
    {
        // A code that no table knows: a newer report comes, or the CPO says it again.
        if (reading is not { Message: Session session, Hold: null })
            return await call.RefuseAsync(body, new(RefusalKind.BadContent, "", reading.Hold?.Text ?? "it can't be read"));
        session = Ownership.Give(session, owner);
        if (FindDifferences(call, owner, session).ToList() is { Count: > 0 } differences)
            return await call.RefuseAsync(body, new(RefusalKind.BadContent, differences));

        var isNew = Reports(call).Find(owner, session.Id!) is null;
        var acceptance = await call.Gateway.AcceptAsync(new HeardFact
        {
            Heard = call.Heard(body),
            Reading = reading with { Message = new SessionUpdated { Session = session } },
            IdsIgnoreCase = call.Version.IdsIgnoreCase,
            SessionIdIs = SessionNameKind.Cpo,
            Answer = taken => To(taken, call, isNew).Json,
        }, call.Cancellation);
        return To(acceptance, call, isNew);
    }

    private static Answer To(Acceptance acceptance, OcpiCall call, bool isNew) => acceptance switch
    {
        Acceptance.Accepted => new(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, Envelope.Write(OcpiStatus.Success, null, call.At)),
        Acceptance.Refused refused => OcpiRefusals.Answer(refused.Refusal, call.At),
        Acceptance.Busy busy => Answer.Busy(busy.Text, call.At),
        _ => throw new ArgumentOutOfRangeException(nameof(acceptance), acceptance, "This acceptance has no answer in OCPI."),
    };

    private static IEnumerable<Fault> FindDifferences(OcpiCall call, PartyId owner, Session session)
    {
        if (!owner.Equals(session.Party)) yield return new("country_code, party_id", $"{session.Party} stands there and {owner} in the address");
        if (!Ids.Same(session.Id?.Trim(), call.Value("id")!.Trim())) yield return new("id", $"'{session.Id}' stands there and '{call.Value("id")}' in the address");
    }

    private static PartyId? Owner(OcpiCall call) =>
        PartyId.TryParse($"{call.Value("country")}*{call.Value("party")}", out var owner) && call.Partner.SpeaksFor(Role.CPO, owner!) ? owner : null;

    private static Refusal Foreign(OcpiCall call) =>
        new(RefusalKind.Unknown, "", $"{call.Value("country")}*{call.Value("party")} is no CPO of yours");

    private static ISessionReports Reports(OcpiCall call) => call.Http.RequestServices.GetRequiredService<ISessionReports>();
}
