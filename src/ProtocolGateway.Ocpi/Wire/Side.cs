namespace ProtocolGateway.Ocpi.Wire;

/// <summary>Which side of a module an interface is (ocpi.md 2, InterfaceRole).</summary>
internal enum Side
{
    /// <summary>Implemented by the data's owner: others pull there. In commands and charging profiles: by whoever asks.</summary>
    Sender,

    /// <summary>Implemented by the data's consumer: the owner pushes there. In commands and charging profiles: by whoever acts.</summary>
    Receiver,
}

internal static class Sides
{
    /// <summary>As version details name it.</summary>
    public static string Name(this Side side) => side switch
    {
        Side.Sender => "SENDER",
        Side.Receiver => "RECEIVER",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "This side has no name in OCPI."),
    };
}
