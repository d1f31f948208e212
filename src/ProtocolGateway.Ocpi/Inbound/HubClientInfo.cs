using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.PartyStatuses;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>The hubclientinfo module (ocpi.md 5.8): partners are told how those stand whom they reach through us, and hubs tell us.</summary>
internal static class HubClientInfo
{
    public const string Module = "hubclientinfo";

    public static IReadOnlyList<ModuleInterface> Interfaces { get; } =
    [
        new(Module, Side.Sender, [Role.CPO, Role.EMSP])
        {
            IsFunctional = false,
            In = version => version.Routes,
            Routes = [new("GET", "", "GET hubclientinfo", ListAsync)],
        },
        // Hubs only.
        new(Module, Side.Receiver, [])
        {
            IsFunctional = false,
            In = version => version.Routes,
            Routes = [new("GET", "{country}/{party}", "GET hubclientinfo", GetAsync), new("PUT", "{country}/{party}", "PUT hubclientinfo", PutAsync)],
        },
    ];

    private static Task<Answer> ListAsync(OcpiCall call)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        var faults = new List<Fault>();
        var (from, to) = (Instant(call, "date_from", faults), Instant(call, "date_to", faults));
        var (offset, limit) = (Number(call, "offset", faults), Number(call, "limit", faults));
        if (faults.Count > 0) return Task.FromResult(OcpiRefusals.Answer(new Refusal(RefusalKind.BadContent, faults), call.At));

        var reachable = ReachableParties.Of(call.Partner, call.Book, call.At).Select(r => (r.Party.Key, Role: r.Role.ToString())).ToHashSet();
        var all = Statuses(call).Now.Where(s => reachable.Contains((s.Party!.Key, s.Role.ToString()!)))
            .Where(s => (from is null || s.LastUpdated >= from) && (to is null || s.LastUpdated < to)).ToList();
        var most = ((OcpiOptions)call.Partner.Settings).MostPageSize;
        var (first, size) = ((int)Math.Min(offset ?? 0, int.MaxValue), (int)Math.Clamp(limit ?? most, 1, most));
        var page = all.Skip(first).Take(size).ToList();
        var json = Envelope.Write(OcpiStatus.Success, null, call.At, data =>
        {
            data.WriteStartArray();
            foreach (var status in page) ClientInfo.Write(data, status);
            data.WriteEndArray();
            return true;
        })!;
        return Task.FromResult(Answer.Ok(json) with
        {
            TotalCount = all.Count,
            Limit = most,
            Link = first + page.Count < all.Count && page.Count > 0 ? Next(call, first + page.Count, size, from, to) : null,
        });
    }

    private static Task<Answer> GetAsync(OcpiCall call)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        var known = Party(call) is { } party ? Statuses(call).HeardFrom(call.Partner).FirstOrDefault(s => party.Equals(s.Party)) : null;
        return Task.FromResult(known is null
            ? OcpiRefusals.Answer(new Refusal(RefusalKind.Unknown, "", "no such party"), call.At)
            : Answer.Ok(Envelope.Write(OcpiStatus.Success, null, call.At, data =>
            {
                ClientInfo.Write(data, known);
                return true;
            })!));
    }

    private static async Task<Answer> PutAsync(OcpiCall call)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        if (Document.FromJson(body, out var fault) is not { } document) return await call.RefuseAsync(body, new Refusal(RefusalKind.Malformed, [fault!]));
        var faults = new List<Fault>();
        var status = ClientInfo.Read(document.Root, faults);
        if (status is not null && !Equals(Party(call), status.Party)) faults.Add(new Fault("party_id", $"the address names {call.Value("country")}*{call.Value("party")}, and the object {status.Party}"));
        if (faults.Count > 0) return await call.RefuseAsync(body, new Refusal(RefusalKind.BadContent, faults));

        var isNew = !Statuses(call).HeardFrom(call.Partner).Any(s => status!.Party!.Equals(s.Party) && s.Role == status.Role);
        if (!await Statuses(call).HearAsync(call.Partner, [status!])) return Answer.Busy("it can't be written now", call.At);
        var answer = new Answer(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, Envelope.Write(OcpiStatus.Success, null, call.At));
        await call.Gateway.NoteAsync(call.Heard(body), answer.Json, CancellationToken.None);
        return answer;
    }

    private static string Next(OcpiCall call, int offset, int limit, DateTimeOffset? from, DateTimeOffset? to)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"offset={offset}&limit={limit}");
        if (from is { } since) query += $"&date_from={Uri.EscapeDataString(ClientInfo.Text(since))}";
        if (to is { } until) query += $"&date_to={Uri.EscapeDataString(ClientInfo.Text(until))}";
        return $"{call.PublicUrl}{OcpiPath.Write(call.Version.Number, Module)}?{query}";
    }

    private static DateTimeOffset? Instant(OcpiCall call, string name, List<Fault> faults)
    {
        if (call.Query(name) is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return at;
        faults.Add(new Fault(name, "it is no time in UTC"));
        return null;
    }

    private static long? Number(OcpiCall call, string name, List<Fault> faults)
    {
        if (call.Query(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        faults.Add(new Fault(name, "it is no whole number"));
        return null;
    }

    private static PartyId? Party(OcpiCall call) => PartyId.TryParse($"{call.Value("country")}*{call.Value("party")}", out var party) ? party : null;

    private static IPartyStatuses Statuses(OcpiCall call) => call.Http.RequestServices.GetRequiredService<IPartyStatuses>();
}
