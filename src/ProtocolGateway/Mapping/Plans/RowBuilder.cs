using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>Chooses a row's conversion and condition, and checks its options.</summary>
internal sealed class RowBuilder(Dialect dialect, List<MappingFault> faults)
{
    public RowKinds Kinds { get; } = new(faults);

    /// <summary>The conversion that a row names, or that the kind of value chooses; null for objects without one.</summary>
    public Conversion? ConversionFor(RowSource source, OurPath ours, ElementSchema schema)
    {
        CheckWords(source);
        var kind = dialect.KindOf(ours.Type);
        if ((source.As ?? kind?.As) is { } name) return Named(name, ours);
        var code = Nullable.GetUnderlyingType(ours.Type) ?? ours.Type;
        return code.IsEnum ? Codes(source, code, kind, schema) : dialect.Conversions.For(ours.Type);
    }

    /// <summary>True when the row names a conversion that makes one value of a whole list.</summary>
    public bool AsWhole(RowSource source, OurPath ours) => source.As is { } name && dialect.Conversions.Find(name.Text)?.Type == ours.Type;

    private Conversion? Named(Located name, OurPath ours)
    {
        if (dialect.Conversions.Find(name.Text) is not { } conversion)
        {
            faults.Add(new MappingFault(name.At, $"'{name}' is no conversion", $"conversions are {string.Join(", ", dialect.Conversions.Names)}{Nearest.Hint(name.Text, dialect.Conversions.Names)}"));
            return null;
        }
        if (conversion.Type == ours.Type) return conversion;
        faults.Add(new MappingFault(name.At, $"'{name}' does not convert '{ours}'", dialect.Conversions.NamesFor(ours.Type) is { Count: > 0 } fitting ? $"leave 'as:' out, or choose one of {string.Join(", ", fitting)}" : "leave 'as:' out"));
        return null;
    }

    private Conversion Codes(RowSource source, Type code, KindSource? kind, ElementSchema schema)
    {
        var lines = source.Codes.Count > 0 ? source.Codes : kind?.Codes ?? [];
        var table = lines.Select(l => CodeLine.Parse(l, faults)).OfType<CodeLine>().ToList();
        foreach (var line in table) CheckLine(line, code, schema);
        var unknown = (source.Unknown ?? kind?.Unknown)?.Text;
        // Of a list items may be missing; a mandatory value may not, and then a rule for its kind can only hold.
        var indispensable = schema is { Mandatory: true, Many: false };
        var conversion = ConversionBook.ForCodes(code, dialect.Name, table, schema, unknown == "leave out" && !indispensable);
        if (unknown is null) CheckComplete(source, (ICodeConversion)conversion, schema);
        if (indispensable && source.Unknown is { Text: "leave out" } option) CheckIndispensable(source, option, (ICodeConversion)conversion, schema);
        return conversion;
    }

    private void CheckLine(CodeLine line, Type code, ElementSchema schema)
    {
        foreach (var ours in line.Ours)
            if (!Enum.GetNames(code).Contains(ours))
                faults.Add(new MappingFault(line.At, $"'{ours}' is no code of ours", $"ours are {string.Join(", ", Enum.GetNames(code))}{Nearest.Hint(ours, Enum.GetNames(code))}"));
        if (schema.Codes is not { } known || !line.Writes) return;
        if (!known.Contains(line.Theirs[0]))
            faults.Add(new MappingFault(line.At, $"'{line.Theirs[0]}' is no code of theirs", $"theirs are {string.Join(", ", known)}{Nearest.Hint(line.Theirs[0], known)}"));
    }

    private void CheckIndispensable(RowSource source, Located option, ICodeConversion conversion, ElementSchema schema)
    {
        var unwritten = conversion.UnwrittenCodes.ToList();
        var line = unwritten.Count > 0 && source.Only?.Text != "reading" ? $"write a line for {string.Join(", ", unwritten)} under 'codes', or 'unknown: hold'" : "write 'unknown: hold'";
        faults.Add(new MappingFault(option.At, $"'{source.Left}': {schema.Name} is mandatory, and can't be left out", line));
    }

    private void CheckComplete(RowSource source, ICodeConversion conversion, ElementSchema schema)
    {
        var unwritten = source.Only?.Text == "reading" ? [] : conversion.UnwrittenCodes.ToList();
        var unread = source.Only?.Text == "writing" ? [] : (schema.Codes ?? []).Where(c => !conversion.Reads(c)).ToList();
        if (unwritten.Count > 0)
            faults.Add(new MappingFault(source.Left.At, $"'{source.Left}': nothing says how {string.Join(", ", unwritten)} is written", "add a line under 'codes', or 'unknown: hold' or 'unknown: leave out'"));
        if (unread.Count > 0)
            faults.Add(new MappingFault(source.Left.At, $"'{source.Left}': nothing says what {string.Join(", ", unread)} means", "add a line under 'codes', or 'unknown: hold' or 'unknown: leave out'"));
    }

    /// <summary>A row's condition; a null result is a fault, a null inside it is no condition.</summary>
    public Held? Condition(Type record, RowSource source, string prefix)
    {
        if (source.When is not { } when) return new Held(null);
        var text = prefix.Length == 0 || when.Text.StartsWith(prefix, StringComparison.Ordinal) ? when : when with { Text = prefix + when.Text };
        return Plans.Condition.Parse(record, text, faults) is { } condition ? new Held(condition) : null;
    }

    public sealed record Held(Condition? Condition);

    /// <summary>What reads a field's kind of value in our own words; null for what is no single value.</summary>
    private Conversion? KindOf(OurPath ours)
    {
        var code = Nullable.GetUnderlyingType(ours.Type) ?? ours.Type;
        var schema = new ElementSchema { Name = ours.Text, Shape = ElementShape.Text };
        return code.IsEnum ? ConversionBook.ForCodes(code, dialect.Name, [], schema, leaveOut: false) : dialect.Conversions.For(ours.Type);
    }

    /// <summary>A row between two values; null when what it gives beside them is no such value.</summary>
    public ValueRow? Value(RowSource source, OurPath ours, Place place, Conversion conversion, Condition? when)
    {
        var before = faults.Count;
        Kinds.CheckValue(source, conversion is ICodeConversion, place.Schema);
        var kind = source.Default is null ? null : KindOf(ours);
        if (source.Default is { } standard) CheckDefault(standard, ours, place.Schema, kind);
        if (source.Placeholder is { } placeholder)
        {
            if (Literal.Misfit(place.Schema, placeholder.Text) is { } misfit) Misfit(placeholder, place.Schema, misfit);
            else if (!conversion.Takes(placeholder.Text, place.Schema)) Misfit(placeholder, place.Schema, $"what '{conversion.Name}' reads as it stands");
        }
        return faults.Count == before ? ValueRow.Create(source, ours, place, conversion, when, kind) : null;
    }

    private void CheckDefault(Located standard, OurPath ours, ElementSchema schema, Conversion? kind)
    {
        if (kind is null)
            faults.Add(new MappingFault(standard.At, $"'{ours}' is no single value", "'default:' gives single values"));
        else if (ConstantRow.Create(new RowSource { Left = standard, Always = standard }, ours, kind) is null)
            faults.Add(new MappingFault(standard.At, $"'{standard}' is no value of {ours}", OwnWords(ours, standard.Text)));
        else if (ours.Type == typeof(string) && schema.Shape == ElementShape.Text && Literal.Misfit(schema, standard.Text) is { } misfit)
            Misfit(standard, schema, misfit);
    }

    private static string OwnWords(OurPath ours, string text)
    {
        var code = Nullable.GetUnderlyingType(ours.Type) ?? ours.Type;
        var words = code.IsEnum ? Enum.GetNames(code) : code == typeof(bool) ? ["true", "false"] : [];
        return words.Length == 0 ? "write it in our own words, as 'translate --to canonical' does" : $"ours are {string.Join(", ", words)}{Nearest.Hint(text, words)}";
    }

    private void Misfit(Located text, ElementSchema schema, string expected) =>
        faults.Add(new MappingFault(text.At, $"'{text}' is no value of {schema.Name}", $"that is {expected}{Literal.Hint(schema, text.Text)}"));

    public ConstantRow? Constant(RowSource source, OurPath ours)
    {
        Kinds.CheckConstant(source);
        var conversion = KindOf(ours);
        if (conversion is not null)
        {
            if (ConstantRow.Create(source, ours, conversion) is { } row) return row;
            var text = (source.Always ?? source.Assumed)!.Value;
            faults.Add(new MappingFault(text.At, $"'{text}' is no value of {ours}", OwnWords(ours, text.Text)));
            return null;
        }
        faults.Add(new MappingFault(source.Left.At, $"'{ours}' is no single value", "'always:' and 'assumed:' set single values"));
        return null;
    }

    /// <summary>A list of single values.</summary>
    public ListRow? ValueList(RowSource source, OurPath ours, ElementSchema schema, Condition? when)
    {
        CheckWords(source);
        var item = ours.ItemType!;
        Kinds.CheckValues(source, item.IsEnum, schema);
        var value = item.IsValueType ? typeof(Nullable<>).MakeGenericType(item) : item;
        var conversion = item.IsEnum ? Codes(source, item, dialect.KindOf(item), schema) : dialect.Conversions.For(value);
        if (conversion is not null)
            return (ListRow)Activator.CreateInstance(typeof(ValueListRow<,>).MakeGenericType(item, value), source, ours, schema, conversion, when)!;
        faults.Add(new MappingFault(source.Left.At, $"'{ours}': no conversion for its items", "name it under 'untold' with the reason, or use a list of texts, numbers or codes"));
        return null;
    }

    private void CheckWords(RowSource source)
    {
        OneOf(source.Only, "reading", "writing");
        OneOf(source.Unfit, "leave out");
        OneOf(source.Unknown, "hold", "leave out");
        OneOf(source.TooLong, "cut");
    }

    private void OneOf(Located? option, params string[] words)
    {
        if (option is { } found && !words.Contains(found.Text))
            faults.Add(new MappingFault(found.At, $"'{found}' is unknown here", $"write {string.Join(" or ", words.Select(w => $"'{w}'"))}{Nearest.Hint(found.Text, words)}"));
    }
}
