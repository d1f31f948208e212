using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>
/// Changes of an object: what is known of it is told in the sender's version, the change is put into that, and the whole is read like one
/// that was put.
/// </summary>
internal sealed class ObjectChanges(ObjectModule module, IMappings mappings)
{
    /// <summary>So often a change is merged anew when somebody else changes the same object meanwhile.</summary>
    public const int Tries = 10;

    public const string TooLively = "the object changes faster than this change could be put into it";

    private readonly ObjectReader reader = new(mappings);

    /// <param name="replaces">PUT of a part; else PATCH, of a part or of the whole.</param>
    public async Task<Answer> TakeAsync(OcpiCall call, ObjectAddress address, bool replaces)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        if (ObjectReader.Parse(body, out var refusal) is not { } said) return await call.RefuseAsync(body, refusal!);
        if (FindFaults(call, address, said, replaces).ToList() is { Count: > 0 } faults) return await call.RefuseAsync(body, new(RefusalKind.BadContent, faults));
        if (!replaces && await StatusChanges.TakeAsync(call, address, said, body) is { } answer) return answer;

        for (var tries = 0; tries < Tries; tries++)
        {
            if (ObjectStore.Find(call, module, address) is not { } known) return await RefuseUnknownAsync(call, body);
            if (reader.Write(known.Record, module.Mapping, call, out var hold) is not { } json)
                return await call.RefuseAsync(body, new(RefusalKind.BadContent, "", hold!.Text), Answer.Plain(StatusCodes.Status200OK, OcpiStatus.ServerError, hold.Text, call.At));
            if (!TryMerge(new(json), address, said, replaces, call)) return await RefuseUnknownAsync(call, body);
            if (reader.Read(ObjectReader.Bytes(json), module.Mapping, call, out var reading) is { } bad) return await call.RefuseAsync(body, bad);
            if (reading.Message is { } record)
            {
                reading = reading with { Message = record = Ownership.Give(record, address.Owner) };
                var differences = address.FindDifferences(record).ToList();
                if (differences.Count == 0 && !ObjectParts.Has(record, address)) differences.Add(LeftOut(reading, address));
                if (address.Parts.Count > 0 || said["evses"] is null) reading = reading with { Message = ObjectParts.WithUntold(record, known.Record) };
                if (differences.Count > 0) return await call.RefuseAsync(body, new(RefusalKind.BadContent, differences));
            }
            var publication = await ObjectStore.PublishAsync(call, body, reading, new() { Basis = known });
            if (publication is not Publication.Stale) return ObjectAnswers.To(publication, call);
        }
        return Answer.Busy(TooLively, call.At);
    }

    /// <summary>What is wrong whatever is known of the object.</summary>
    private static IEnumerable<Fault> FindFaults(OcpiCall call, ObjectAddress address, JsonObject said, bool replaces)
    {
        foreach (var fault in ObjectTree.FindTimeFaults(said, required: replaces || call.Version.Routes)) yield return fault;
        if (address.Parts is [.., var (part, id)] && ObjectTree.Text(said, part.Id) is { } own && !Canonical.Ids.Same(own.Trim(), id.Trim()))
            yield return new(part.Id, $"'{own}' stands there and '{id}' in the address");
    }

    /// <summary>False when what is to be changed isn't there.</summary>
    private static bool TryMerge(ObjectTree tree, ObjectAddress address, JsonObject said, bool replaces, OcpiCall call)
    {
        var before = tree.Find(address);
        if (before is null && !replaces) return false;
        // Without a time of its own (2.1.1) it is a change of this moment.
        var at = ObjectTree.When(said) ?? call.At;
        var text = ObjectTree.Text(said, "last_updated") ?? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (before is not null && ObjectTree.When(before[^1]) > at)
        {
            // Older than what is known: the whole is as old then, and changes nothing.
            tree.Root["last_updated"] = text;
            return true;
        }
        if (replaces)
        {
            if (tree.Put(address, said) is not { } parts) return false;
            ObjectTree.Bump(parts, at, text);
            return true;
        }
        MergePatch.Apply(before![^1], said);
        ObjectTree.Bump(before, at, text);
        return true;
    }

    /// <summary>Why the part of the address could not be read: lists leave out what is unfit.</summary>
    private static Fault LeftOut(Reading reading, ObjectAddress address) => new(
        string.Join('/', address.Parts.Select(p => p.Part.List)),
        reading.Losses.Count > 0 ? string.Join("; ", reading.Losses) : "it can't be read");

    private Task<Answer> RefuseUnknownAsync(OcpiCall call, byte[] body) =>
        call.RefuseAsync(body, ObjectAnswers.NotThere, ObjectAnswers.Unknown(module, call));
}
