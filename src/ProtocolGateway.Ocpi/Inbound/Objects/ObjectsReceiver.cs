using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>
/// The Receiver interface of the modules whose objects belong to the client (ocpi.md 1.8, 1.9): their owners put them here, change a
/// part of them, and look whether they are as they should be.
/// </summary>
internal sealed class ObjectsReceiver(ObjectModule module, IMappings mappings)
{
    private readonly ObjectReader reader = new(mappings);
    private readonly ObjectChanges changes = new(module, mappings);

    public static IEnumerable<ModuleInterface> Interfaces(IMappings mappings) =>
        ObjectModule.All.Select(module => new ModuleInterface(module.Module, Side.Receiver, module.Owners)
        {
            In = module.In,
            Routes = [.. new ObjectsReceiver(module, mappings).Routes()],
        });

    private IEnumerable<Route> Routes()
    {
        yield return new("GET", module.Pattern, $"GET {module.Module}", GetAsync);
        yield return new("PUT", module.Pattern, $"PUT {module.Module}", PutAsync);
        yield return new("PATCH", module.Pattern, $"PATCH {module.Module}", PatchAsync) { In = module.Patches };
        if (module.Deletes) yield return new("DELETE", module.Pattern, $"DELETE {module.Module}", DeleteAsync);
        if (module.Posts) yield return new("POST", "", $"POST {module.Module}", call => PutWholeAsync(call, null));
    }

    private Task<Answer> GetAsync(OcpiCall call)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        return Task.FromResult(Get(call));
    }

    private Answer Get(OcpiCall call)
    {
        if (ObjectAddress.Read(call, module, out var refusal) is not { } address) return OcpiRefusals.Answer(refusal!, call.At);
        if (ObjectStore.Find(call, module, address) is not { } known) return ObjectAnswers.Unknown(module, call);
        return ObjectAnswers.Whole(known.Record, address, module, reader, call);
    }

    private async Task<Answer> PutAsync(OcpiCall call)
    {
        if (ObjectAddress.Read(call, module, out var refusal) is not { } address) return await RefuseUnreadAsync(call, refusal!);
        return address.Parts.Count == 0 ? await PutWholeAsync(call, address) : await changes.TakeAsync(call, address, replaces: true);
    }

    private async Task<Answer> PatchAsync(OcpiCall call) =>
        ObjectAddress.Read(call, module, out var refusal) is { } address
            ? await changes.TakeAsync(call, address, replaces: false)
            : await RefuseUnreadAsync(call, refusal!);

    /// <param name="address">Null where the object itself tells whose it is and how it is called.</param>
    private async Task<Answer> PutWholeAsync(OcpiCall call, ObjectAddress? address)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        if (reader.Read(body, module.Mapping, call, out var reading) is { } refusal) return await call.RefuseAsync(body, refusal);
        if (reading.Message is { } record && address is not null)
        {
            reading = reading with { Message = record = Ownership.Give(record, address.Owner) };
            if (address.FindDifferences(record).ToList() is { Count: > 0 } differences)
                return await call.RefuseAsync(body, new Refusal(RefusalKind.BadContent, differences));
        }
        var publication = await ObjectStore.PublishAsync(call, body, reading, new());
        return ObjectAnswers.To(publication, call);
    }

    private async Task<Answer> DeleteAsync(OcpiCall call)
    {
        if (ObjectAddress.Read(call, module, out var refusal) is not { } address) return await RefuseUnreadAsync(call, refusal!);
        for (var tries = 0; tries < ObjectChanges.Tries; tries++)
        {
            if (ObjectStore.Find(call, module, address) is not { } known)
                return await call.RefuseAsync(default, ObjectAnswers.NotThere, ObjectAnswers.Unknown(module, call));
            var publication = await ObjectStore.PublishAsync(call, default, new(known.Record, [], null, []), new() { Withdraws = true, Basis = known });
            if (publication is not Publication.Stale) return ObjectAnswers.To(publication, call);
        }
        return Answer.Busy(ObjectChanges.TooLively, call.At);
    }

    private static async Task<Answer> RefuseUnreadAsync(OcpiCall call, Refusal refusal)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        return tooLarge ?? await call.RefuseAsync(body, refusal);
    }
}
