using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A value of ours that a mapping file gives, in our own words: <c>default:</c>, <c>always:</c>, <c>assumed:</c>.</summary>
internal static class OurValue
{
    /// <summary>False when the text is no value of that kind.</summary>
    /// <param name="kind">What reads values of the field's kind where no table of theirs is in between.</param>
    public static bool TryParse<T>(Conversion kind, string text, out T value)
    {
        var schema = new ElementSchema { Name = "value", Shape = ElementShape.Text };
        var run = new ReadRun(ReadContext.Default, fromXml: false);
        return ((Conversion<T>)kind).TryRead(Document.OfValue("value", text).Root, schema, run, out value) && value is not null && run.Faults.Count == 0;
    }
}
