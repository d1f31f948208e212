namespace ProtocolGateway.Emip.Outbound;

/// <summary>What went over the wire in one call, kept by the <see cref="Tap"/>.</summary>
internal sealed class Call
{
    /// <summary>The request as sent; null until there is one.</summary>
    public byte[]? Sent { get; set; }

    /// <summary>The last byte of the request was handed to the network: the partner may have heard it.</summary>
    public bool BodySent { get; set; }

    /// <summary>Null while no answer has begun.</summary>
    public int? Status { get; set; }

    /// <summary>The whole answer; null when it broke off or was too long.</summary>
    public byte[]? Answer { get; set; }

    public TimeSpan? RetryAfter { get; set; }
}
