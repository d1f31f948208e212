using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A row between one of our values and one of their elements.</summary>
internal abstract class ValueRow(RowSource source, OurPath ours) : MapRow(source, ours)
{
    public abstract Conversion Conversion { get; }

    /// <summary>True when the conversion reads a whole object.</summary>
    public bool TakesObject => Conversion.Members.Count > 0;

    /// <summary>What is written when ours has nothing.</summary>
    public Literal? Placeholder { get; init; }

    public override bool Fills => Reads && Source.Default is not null;

    public abstract void Write(object record, in Target target, WriteRun run);

    public abstract void WriteMembers(object record, in Target target, WriteRun run);

    /// <summary>For the generated round trip.</summary>
    public abstract void SetSample(object record, int number);

    /// <summary>For the generated round trip: takes over what another row of the same element has.</summary>
    public abstract void Copy(object record, ValueRow from);

    /// <summary>For the generated round trip: null when the value came back, else what was expected and what came.</summary>
    public abstract string? Compare(object written, object read);

    public abstract object? Value(object record);

    /// <param name="kind">Reads <c>default:</c>; null without one.</param>
    public static ValueRow Create(RowSource source, OurPath ours, Place theirs, Conversion conversion, Condition? when, Conversion? kind) =>
        (ValueRow)Activator.CreateInstance(typeof(ValueRow<>).MakeGenericType(ours.Type), source, ours, theirs.Schema, conversion, when, kind)!;
}

internal sealed class ValueRow<T> : ValueRow
{
    private readonly Accessor<T> member;
    private readonly Conversion<T> conversion;
    private readonly ElementSchema schema;
    private readonly T standard = default!;

    public ValueRow(RowSource source, OurPath ours, ElementSchema schema, Conversion conversion, Condition? when, Conversion? kind) : base(source, ours)
    {
        When = when;
        Placeholder = source.Placeholder is { } placeholder ? new Literal(schema, placeholder.Text) : null;
        if (source.Default is { } text) OurValue.TryParse(kind!, text.Text, out standard);
        this.schema = schema;
        this.conversion = (Conversion<T>)conversion;
        member = ours.Access<T>();
    }

    public override Conversion Conversion => conversion;

    public override ICodeConversion? Codes => conversion as ICodeConversion;

    public override void Read(ref ReadFrame frame)
    {
        var node = frame.Node(Slot);
        if (When is not null && !When.Holds(frame.Record)) return;
        if (!conversion.TryRead(node, schema, frame.Run, out var value) || value is null) return;
        frame.Run.Context.Trail?.Read(this, frame.Record, node);
        var earlier = member.Get(frame.Record);
        if (earlier is null) member.Set(frame.Record, value);
        else if (!Equals(earlier, value))
            frame.Run.Report(LossKind.Differs, node, $"{ReadRun.Quote(node.Value)} differs from the {Ours} read before, '{earlier}'");
    }

    public override void Fill(ref ReadFrame frame)
    {
        if (frame.Node(Slot).Exists || member.Get(frame.Record) is not null || !HasHome(frame)) return;
        if (When is not null && !When.Holds(frame.Record)) return;
        member.Set(frame.Record, standard);
        frame.Run.Context.Trail?.Filled(this, frame.Record);
        frame.Run.Losses.Add(new Loss(LossKind.Supplied, Ours.Text, $"'{Source.Default}' by default"));
    }

    public override bool Will(object record) => member.Get(record) is not null && (When is null || When.Holds(record));

    public override void Write(object record, in Target target, WriteRun run)
    {
        run.Context.Trail?.Wrote(this, record);
        conversion.Write(member.Get(record), target, run);
    }

    public override void WriteMembers(object record, in Target target, WriteRun run)
    {
        run.Context.Trail?.Wrote(this, record);
        conversion.WriteMembers(member.Get(record), target, run);
    }

    public override object? Value(object record) => member.Get(record);

    public override void SetSample(object record, int number) => member.Set(record, conversion.Sample(number, schema));

    public override void Copy(object record, ValueRow from)
    {
        if (from.Value(record) is T value) member.Set(record, value);
    }

    public override string? Compare(object written, object read)
    {
        var expected = member.Get(written) is { } value ? conversion.AfterRoundTrip(value) : default;
        var found = member.Get(read);
        return Equals(expected, found) || Same(expected, found) ? null : $"{Ours} was '{Show(expected)}' and came back as '{Show(found)}'";
    }

    private static bool Same(T? one, T? other) => Show(one) == Show(other);

    private static string Show(T? value) => value is null ? "" : System.Text.Json.JsonSerializer.Serialize(value, Canonical.CanonicalJson.Options);
}
