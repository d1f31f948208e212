using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A field of ours for which the document has no place: <c>always:</c> (a fact of the dialect) or <c>assumed:</c> (a guess, reported).</summary>
internal abstract class ConstantRow(RowSource source, OurPath ours) : MapRow(source, ours)
{
    public override bool Will(object record) => false;

    public override bool Fills => true;

    public override void Read(ref ReadFrame frame) { }

    /// <summary>Reports what the document can't say, because it always means something else.</summary>
    /// <param name="heard">The record as heard: only what it says can be lost.</param>
    public abstract void ReportUntold(object heard, WriteRun run);

    /// <summary>Null when the text is no value of its kind.</summary>
    public static ConstantRow? Create(RowSource source, OurPath ours, Conversion conversion)
    {
        var row = (ConstantRow)Activator.CreateInstance(typeof(ConstantRow<>).MakeGenericType(ours.Type), source, ours, conversion)!;
        return row.IsValid ? row : null;
    }

    public abstract bool IsValid { get; }

    public abstract void Set(object record);
}

internal sealed class ConstantRow<T> : ConstantRow
{
    private readonly Accessor<T> member;
    private readonly T value;

    public ConstantRow(RowSource source, OurPath ours, Conversion conversion) : base(source, ours)
    {
        member = ours.Access<T>();
        IsValid = OurValue.TryParse(conversion, (source.Always ?? source.Assumed)!.Value.Text, out value);
    }

    public override bool IsValid { get; }

    public override void Fill(ref ReadFrame frame)
    {
        if (member.Get(frame.Record) is { } read)
        {
            if (Source.Always is not null && !Equals(read, value))
                frame.Run.Losses.Add(new Loss(LossKind.Differs, Ours.Text, $"'{read}' was read, although a document of this kind always means '{value}'"));
            return;
        }
        if (!HasHome(frame)) return;
        frame.Run.Context.Trail?.Filled(this, frame.Record);
        member.Set(frame.Record, value);
        if (Source.Assumed is { } guess) frame.Run.Losses.Add(new Loss(LossKind.Supplied, Ours.Text, $"'{guess}' is assumed"));
    }

    public override void ReportUntold(object heard, WriteRun run)
    {
        if (member.Get(heard) is { } said && !Equals(said, value))
            run.Report(LossKind.Untold, Ours.Text, $"'{said}' is not told: a document of this kind {(Source.Always is null ? "is taken to mean" : "always means")} '{value}'");
    }

    public override void Set(object record) => member.Set(record, value);
}
