using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound.Lists;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>The Sender interface of CDRs (ocpi.md 5.3): those that the caller pays, as they are posted to it.</summary>
internal sealed class CdrsSender(IMappings mappings, ILogger log)
{
    private readonly ListPages pages = new(mappings, CdrReader.MappingName, log);

    public ModuleInterface Interface => new("cdrs", Side.Sender, [Role.EMSP])
    {
        Routes = [new("GET", "", "GET cdrs", ListAsync) { Unlimited = true }],
    };

    private async Task<Answer> ListAsync(OcpiCall call)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        var faults = new List<Fault>();
        var query = ListQuery.Read(call, faults);
        var after = query.AfterNumber(faults);
        if (faults.Count > 0) return OcpiRefusals.Answer(new(RefusalKind.BadContent, faults), call.At);

        var page = await call.Http.RequestServices.GetRequiredService<IRecordLists>().ListAsync(
            new(call.Partner, ListQuery.One(call), query.From, query.To, after, query.Skipped, query.Limit + 1), call.Cancellation);
        return await pages.WriteAsync(call, query, query.Part(page.Records, page.Total, r => r.Number, r => new(r.Record, $"record {r.Cpo} {r.Record.Id}")
        {
            SourceId = r.SourceId,
            Parties = r is { Cpo: { } cpo, Emsp: { } emsp } ? (cpo, emsp) : null,
            At = r.DeliverableAt,
            Exchange = r.Exchange,
        }));
    }
}
