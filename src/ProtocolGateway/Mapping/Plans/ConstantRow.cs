using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A field of ours for which the document has no place: <c>always:</c> (a fact of the dialect) or <c>assumed:</c> (a guess, reported).</summary>
internal abstract class ConstantRow(RowSource source, OurPath ours) : MapRow(source, ours)
{
    public override bool Will(object record) => false;

    /// <summary>Null (with a fault) when the text is no value of its kind.</summary>
    public static ConstantRow? Create(RowSource source, OurPath ours, Conversion conversion, List<MappingFault> faults)
    {
        var row = (ConstantRow)Activator.CreateInstance(typeof(ConstantRow<>).MakeGenericType(ours.Type), source, ours, conversion)!;
        if (row.IsValid) return row;
        var text = (source.Always ?? source.Assumed)!.Value;
        faults.Add(new MappingFault(text.At, $"'{text}' is no value of {ours}", ""));
        return null;
    }

    protected abstract bool IsValid { get; }

    public abstract void Set(object record);
}

internal sealed class ConstantRow<T> : ConstantRow
{
    private readonly Accessor<T> member;
    private readonly T value;

    public ConstantRow(RowSource source, OurPath ours, Conversion conversion) : base(source, ours)
    {
        member = ours.Access<T>();
        var schema = new ElementSchema { Name = ours.Text, Shape = ElementShape.Text };
        var run = new ReadRun(ReadContext.Default, fromXml: true);
        IsValid = ((Conversion<T>)conversion).TryRead(Document.OfValue("value", (source.Always ?? source.Assumed)!.Value.Text).Root, schema, run, out value!);
    }

    protected override bool IsValid { get; }

    public override void Read(ref ReadFrame frame)
    {
        if (member.Get(frame.Record) is not null) return;
        member.Set(frame.Record, value);
        if (Source.Assumed is { } guess) frame.Run.Losses.Add(new Loss(LossKind.Supplied, Ours.Text, $"'{guess}' is assumed"));
    }

    public override void Set(object record) => member.Set(record, value);
}
