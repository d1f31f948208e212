namespace ProtocolGateway.Mapping;

/// <summary>Something that a translation could not carry as it was, or had to add (translation.md section 1, rule 4).</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Place">The path: in the source's names for what was said there, in the target's for what was added.</param>
/// <param name="Text">The value and the reason, in words.</param>
public sealed record Loss(LossKind Kind, string Place, string Text)
{
    public override string ToString() => $"{Kind}: {Place}: {Text}";
}

public enum LossKind
{
    /// <summary>The source said it and no row read it.</summary>
    Unread,

    /// <summary>The target has no place for it.</summary>
    Untold,

    /// <summary>The target got it from a default, a placeholder or a step.</summary>
    Supplied,

    /// <summary>Written with fewer digits.</summary>
    Rounded,

    /// <summary>Written shorter, or under an alias.</summary>
    Cut,

    /// <summary>Understood although it was not written as the protocol says.</summary>
    Repaired,

    /// <summary>Two places that should say the same don't.</summary>
    Differs,
}
