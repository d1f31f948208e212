using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping.Explaining;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping;

/// <summary>A document that is a record of ours itself, as <c>translate --to canonical</c> writes it.</summary>
public static class CanonicalDocument
{
    /// <summary>What no field of the record takes is reported.</summary>
    /// <param name="record">The record that it is.</param>
    /// <param name="explanation">Is told that the record's values are the document's; null where nobody asks.</param>
    public static Reading Read(ReadOnlyMemory<byte> utf8, Type record, Explanation? explanation)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return Refused("", "an object belongs here");
            var read = CanonicalJson.Read(utf8.Span, record);
            explanation?.Given(read);
            var known = OurLeaves.Of(read);
            List<Loss> losses = [.. OurLeaves.Of(json.RootElement).Where(l => !known.ContainsKey(l.Key)).Select(l => new Loss(LossKind.Unread, l.Key, $"'{l.Value}' is unknown here"))];
            Plausibility.Check(read, losses);
            return new Reading(read, [], null, losses);
        }
        catch (JsonException e)
        {
            // The path is written from the root on: $.cdr_token.type.
            return Refused(e.Path?.TrimStart('$', '.') ?? "", e.Path is null ? "not JSON" : $"no value of {record.Name}; write it as 'translate --to canonical' does");
        }
    }

    private static Reading Refused(string path, string why) => new(null, [new Fault(path, why)], null, []);
}
