using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound.Lists;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Inbound.Sessions;

/// <summary>The Sender interface of sessions (ocpi.md 5.2): those of the caller's own drivers, as they stand.</summary>
internal sealed class SessionsSender(IMappings mappings, ILogger log)
{
    private readonly ListPages pages = new(mappings, SessionsReceiver.Mapping, log);

    public ModuleInterface Interface => new(SessionsReceiver.Module, Side.Sender, [Role.EMSP])
    {
        Routes = [new("GET", "", "GET sessions", ListAsync)],
    };

    private async Task<Answer> ListAsync(OcpiCall call)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        var faults = new List<Fault>();
        var query = ListQuery.Read(call, faults);
        var after = query.AfterNumber(faults);
        if (query.From is null && faults.All(f => f.Place != "date_from")) faults.Add(new("date_from", "missing; sessions are asked for from a time on"));
        if (faults.Count > 0) return OcpiRefusals.Answer(new(RefusalKind.BadContent, faults), call.At);

        var page = call.Http.RequestServices.GetRequiredService<ISessionReports>().List(new(
            ListQuery.Payers(call), ListQuery.One(call), query.From, query.To, after, query.Skipped, query.Limit + 1));
        return await pages.WriteAsync(call, query, query.Part(
            page.Reports, page.Total, r => r.Number, r => Item(call, r)));
    }

    private static ListItem Item(OcpiCall call, SessionReport report)
    {
        var (session, cpo) = (report.Session, report.Session.Party!);
        var item = new ListItem(session, $"session {cpo} {session.Id}");
        // What its CPO tells whole stands as it is; the rest is completed as it is when it is put.
        return session.LastUpdated is not null ? item : item with
        {
            SourceId = call.Book.Find(Role.CPO, cpo)?.Id,
            Parties = report.Emsp is { } emsp ? (cpo, emsp) : null,
            At = report.LastUpdated,
            Exchange = report.Exchange,
        };
    }
}
