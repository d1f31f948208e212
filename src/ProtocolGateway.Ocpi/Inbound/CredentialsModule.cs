using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Documents;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>
/// The credentials module (ocpi.md section 3): handshakes that partners begin. While their request is open their own pages are
/// looked at with the token that they brought; nothing is held meanwhile that another request would need.
/// </summary>
internal sealed class CredentialsModule(TimeProvider time, ILogger logger)
{
    public const string Module = "credentials";

    public ModuleInterface Interface => new(Module, Side.Sender, [Role.CPO, Role.EMSP])
    {
        IsFunctional = false,
        Routes =
        [
            new("GET", "", "GET credentials", GetAsync), new("POST", "", "POST credentials", PostAsync), new("PUT", "", "PUT credentials", PutAsync),
            new("DELETE", "", "DELETE credentials", DeleteAsync),
        ],
    };

    public Task<Answer> GetAsync(OcpiCall call)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        var token = call.Caller.Token;
        return Task.FromResult(Tell(call, Own(call).For(call.Partner, call.Version, token, call.PublicUrl)));
    }

    public Task<Answer> PostAsync(OcpiCall call)
    {
        var options = Registry.OptionsOf(call.Partner);
        if (!options.Registers) return Task.FromResult(NotAllowed(call, "the tokens of this connection are fixed by both sides' settings"));
        if (options.Standing.IsRegistered) return Task.FromResult(NotAllowed(call, "you are registered: use PUT, or DELETE first"));
        return TakeAsync(call);
    }

    public Task<Answer> PutAsync(OcpiCall call)
    {
        var options = Registry.OptionsOf(call.Partner);
        if (!options.Registers) return Task.FromResult(NotAllowed(call, "the tokens of this connection are fixed by both sides' settings"));
        if (!options.Standing.IsRegistered) return Task.FromResult(NotAllowed(call, "you are not registered: use POST"));
        return TakeAsync(call);
    }

    public async Task<Answer> DeleteAsync(OcpiCall call)
    {
        var options = Registry.OptionsOf(call.Partner);
        if (!options.Registers) return NotAllowed(call, "the tokens of this connection are fixed by both sides' settings");
        if (!options.Standing.IsRegistered) return NotAllowed(call, "you are not registered");
        if (!await Store(call).EndAsync(call.Partner, options.RegistrationTokenHash)) return Answer.Busy("it can't be written now", call.At);
        await Book(call).RefreshAsync(CancellationToken.None);
        var answer = Answer.Plain(StatusCodes.Status200OK, OcpiStatus.Success, "unregistered", call.At);
        await call.Gateway.NoteAsync(call.Heard(default), answer.Json, CancellationToken.None);
        return answer;
    }

    private async Task<Answer> TakeAsync(OcpiCall call)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        var (partner, options) = (call.Partner, Registry.OptionsOf(call.Partner));
        var kept = TokenBlank.InJson(body);
        if (Document.FromJson(body, out var fault) is not { } document) return await call.RefuseAsync(kept, new Refusal(RefusalKind.Malformed, [fault!]));
        var faults = new List<Fault>();
        if (Credentials.Read(document.Root, call.Version, faults) is not { } theirs) return await call.RefuseAsync(kept, new Refusal(RefusalKind.BadContent, faults));
        if (options.OnlyVersion is { } only && only != call.Version)
            return await RefuseAsync(call, kept, new HandshakeTrouble(OcpiStatus.UnsupportedVersion, $"{only.Number} is agreed on, not {call.Version.Number}"));
        var announced = AnnouncedRoles.Compare(theirs, partner, call.Version);
        if (announced.Unknown.Count > 0)
            return await call.RefuseAsync(kept, new Refusal(RefusalKind.ForeignParty, [.. announced.Unknown.Select(u => new Fault("roles", $"{u} is not known here as one of your parties"))]));

        // Not before all that they said is known to be good: only one handshake with a partner is under way.
        if (await Store(call).ClaimAsync(partner, null) is not { } claim) return Answer.Busy("another handshake with you is under way", call.At);
        var settled = false;
        try
        {
            var (found, trouble) = await new Introduction(options, time).LookAsync(new Uri(theirs.Url), theirs.Token, call.Version, call.Cancellation);
            if (found is null) return await RefuseAsync(call, kept, trouble!);
            var token = Registering.NewToken();
            var agreed = new Agreed(call.Version.Number, theirs.Url, found.TokenForm, TokenHeader.Hash(token), theirs.Token, options.RegistrationTokenHash);
            settled = await Store(call).SettleAsync(claim, agreed);
            if (!settled) return Answer.Busy("it can't be written now", call.At);
            await Book(call).RefreshAsync(CancellationToken.None);
            foreach (var note in announced.Notes) OcpiEvents.Announced(logger, partner.Id, note);
            var answer = Tell(call, Own(call).For(partner, call.Version, token, call.PublicUrl));
            await call.Gateway.NoteAsync(call.Heard(kept), answer.Json.Replace(token, TokenBlank.Blank, StringComparison.Ordinal), CancellationToken.None);
            return answer;
        }
        finally
        {
            if (!settled) await Store(call).ReleaseAsync(claim);
        }
    }

    private static Task<Answer> RefuseAsync(OcpiCall call, byte[] kept, HandshakeTrouble trouble) => call.RefuseAsync(
        kept, new Refusal(RefusalKind.Impossible, "", trouble.Text), Answer.Plain(StatusCodes.Status200OK, trouble.Code, trouble.Text, call.At));

    private static Answer NotAllowed(OcpiCall call, string why) =>
        Answer.Plain(StatusCodes.Status405MethodNotAllowed, OcpiStatus.ClientError, why, call.At) with
        {
            Allow = Registry.OptionsOf(call.Partner) is { Registers: true } options ? (options.Standing.IsRegistered ? "GET, PUT, DELETE" : "GET, POST") : "GET",
        };

    private static Answer Tell(OcpiCall call, Credentials credentials) => Answer.Ok(Envelope.Write(OcpiStatus.Success, null, call.At, json =>
    {
        credentials.Write(json, call.Version);
        return true;
    })!);

    private static OwnCredentials Own(OcpiCall call) => call.Http.RequestServices.GetRequiredService<OwnCredentials>();

    private static Registry Book(OcpiCall call) => call.Http.RequestServices.GetRequiredService<Registry>();

    private static IRegistrations Store(OcpiCall call) => call.Http.RequestServices.GetRequiredService<IRegistrations>();
}
