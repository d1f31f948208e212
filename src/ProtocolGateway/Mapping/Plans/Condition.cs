using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A condition on our side: <c>cdr_token.type is RFID or OTHER</c>, <c>is not A</c>, <c>is there</c>, <c>is missing</c>.</summary>
internal abstract class Condition
{
    public abstract string Path { get; }

    /// <summary>As a file writes it.</summary>
    public abstract string Text { get; }

    /// <summary>True when between them these conditions, all on one field, hold whatever it says.</summary>
    public static bool Cover(IEnumerable<Condition> conditions)
    {
        var all = conditions.ToList();
        return all.Exists(c => c.HoldsWhenThere) || (all[0].Codes is { Length: > 0 } codes && codes.All(code => all.Exists(c => c.HoldsFor(code))));
    }

    /// <summary>All that the field can say; empty where any value will do.</summary>
    protected abstract string[] Codes { get; }

    /// <summary>True when it holds for every value.</summary>
    protected abstract bool HoldsWhenThere { get; }

    protected abstract bool HoldsFor(string code);

    /// <summary>About a missing field only <c>is missing</c> is true.</summary>
    public abstract bool Holds(object record);

    public static Condition? Parse(Type record, Located text, List<MappingFault> faults)
    {
        var parts = text.Text.Split(" is ", 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2)
        {
            faults.Add(new MappingFault(text.At, $"'{text}' is no condition", "write 'field is A or B', 'field is not A', 'field is there' or 'field is missing'"));
            return null;
        }
        if (OurPath.Resolve(record, new Located(parts[0], text.At), faults) is not { } path) return null;
        var not = parts[1].StartsWith("not ", StringComparison.Ordinal);
        var words = (not ? parts[1][4..] : parts[1]).Split(" or ", StringSplitOptions.TrimEntries);
        if (Unknown(path.Type, words) is { } unknown)
        {
            faults.Add(new MappingFault(text.At, $"'{unknown}' is no value of {path}", $"values are {string.Join(", ", Values(path.Type))}{Nearest.Hint(unknown, Values(path.Type))}"));
            return null;
        }
        return (Condition)Activator.CreateInstance(typeof(Condition<>).MakeGenericType(path.Type), path, words, not)!;
    }

    private static string? Unknown(Type type, string[] words) =>
        words is ["there"] or ["missing"] || Values(type) is not { Length: > 0 } values ? null : words.FirstOrDefault(w => !values.Contains(w));

    protected static string[] Values(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Enum.GetNames(type) : type == typeof(bool) ? ["true", "false"] : [];
    }
}

internal sealed class Condition<T>(OurPath path, string[] words, bool not) : Condition
{
    private readonly Accessor<T> member = path.Access<T>();
    private readonly bool there = words is ["there"];
    private readonly bool missing = words is ["missing"];

    public override string Path => path.Text;

    public override string Text => $"{path} is {(not ? "not " : "")}{string.Join(" or ", words)}";

    protected override string[] Codes { get; } = Values(path.Type);

    protected override bool HoldsWhenThere => there ? !not : missing && not;

    protected override bool HoldsFor(string code) => !there && !missing && words.Contains(code) != not;

    public override bool Holds(object record)
    {
        var value = member.Get(record);
        if (value is null) return missing && !not;
        if (missing) return not;
        if (there) return !not;
        var text = value is bool yes ? (yes ? "true" : "false") : value.ToString();
        return Array.IndexOf(words, text) >= 0 != not;
    }
}
