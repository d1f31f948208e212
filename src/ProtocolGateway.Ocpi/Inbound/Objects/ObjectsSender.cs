using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound.Lists;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>
/// The Sender interface of the modules whose objects belong to the client (ocpi.md 1.7, 5.1, 5.4, 5.5): what others published, for those
/// who may see it. A list addressed to one party holds that party's objects; one addressed to us, or to nobody, everybody's
/// (ocpi.md section 4, "GET all"). Invoice records are in the list of whoever pays or made what they are about (5.9).
/// </summary>
internal sealed class ObjectsSender(ObjectModule module, IMappings mappings, ILogger log)
{
    private readonly ObjectReader reader = new(mappings);
    private readonly ListPages pages = new(mappings, module.Mapping, log);

    public static IEnumerable<ModuleInterface> Interfaces(IMappings mappings, ILogger log) =>
        ObjectModule.All.Select(module => new ModuleInterface(module.Module, Side.Sender, [.. module.Owners.Select(Readers).Distinct()])
        {
            In = module.In,
            Routes = [.. new ObjectsSender(module, mappings, log).Routes()],
        });

    private IEnumerable<Route> Routes()
    {
        yield return new("GET", "", $"GET {module.Module}", ListAsync);
        if (module.Parts.Count > 0) yield return new("GET", string.Join('/', ["{id}", .. module.Parts.Select(p => $"{{{p.Name}?}}")]), $"GET {module.Module}", GetAsync);
    }

    private async Task<Answer> ListAsync(OcpiCall call)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        var faults = new List<Fault>();
        var query = ListQuery.Read(call, faults);
        var after = query.AfterNumber(faults);
        if (faults.Count > 0) return OcpiRefusals.Answer(new(RefusalKind.BadContent, faults), call.At);

        var page = call.Http.RequestServices.GetRequiredService<IPublishedObjects>().List(new()
        {
            Kind = module.Kind,
            Sight = Sight(call),
            From = query.From,
            To = query.To,
            After = after,
            Offset = query.Skipped,
            Limit = query.Limit + 1,
            Total = query.Total,
        });
        return await pages.WriteAsync(call, query, query.Part(page.Objects, page.Total, o => o.Number, o => Item(call, o)));
    }

    /// <summary>The address doesn't say whose it is: the one that OCPI-to names, else the only one who has such an object.</summary>
    private Task<Answer> GetAsync(OcpiCall call)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        return Task.FromResult(Get(call));
    }

    private Answer Get(OcpiCall call)
    {
        var id = call.Value("id")!;
        var sight = Sight(call);
        var found = sight.Owners
            .Select(owner => (Owner: owner, Address: new ObjectAddress(owner, id, ObjectAddress.PartsOf(call, module), [])))
            .Select(a => (a.Address, Object: ObjectStore.Find(call, module, a.Address)))
            .Where(f => f.Object is not null && (f.Object.Record is not Location { Publish: false } || sight.Restricted.Contains(f.Address.Owner)))
            .Take(2).ToList();
        if (found.Count == 0) return ObjectAnswers.Unknown(module, call);
        if (found.Count > 1)
            return OcpiRefusals.Answer(new(RefusalKind.BadContent, OcpiHeaders.ToParty, $"several parties have '{id}'; name the one that is meant"), call.At);
        return ObjectAnswers.Whole(found[0].Object!.Record, found[0].Address, module, reader, call);
    }

    private PublishedSight Sight(OcpiCall call) => PublishedSight.Of(call.Partner, module.Kind, call.Book, call.At, ListQuery.One(call));

    private static ListItem Item(OcpiCall call, PublishedObject known) => new(
        known.Record is Location location ? call.Http.RequestServices.GetRequiredService<IEvseStates>().Apply(location) : known.Record,
        $"{known.Kind} {known.Owner} {known.Key}");

    /// <summary>Who reads what such parties publish.</summary>
    private static Role Readers(Role owner) => owner == Role.CPO ? Role.EMSP : Role.CPO;
}
