namespace ProtocolGateway.Exchanges;

/// <summary>
/// Who may come in: so many requests at once, with so many bytes of bodies among them. Whoever comes beyond that is to be told
/// at once to come again (HTTP 503): waiting room without end would only hide that we can't keep up.
/// </summary>
public sealed class Intake(IntakeLimits limits)
{
    private readonly Lock gate = new();
    private int requests;
    private long bytes;

    /// <summary>The requests that are inside.</summary>
    public int Requests
    {
        get { lock (gate) return requests; }
    }

    /// <summary>What is kept free for their bodies.</summary>
    public long Bytes
    {
        get { lock (gate) return bytes; }
    }

    /// <summary>A place for one request until it is disposed; null when there is none.</summary>
    /// <param name="length">The length of its body, or what is read of it at most where that isn't told.</param>
    public IntakePlace? TryEnter(long length)
    {
        lock (gate)
        {
            if (requests >= limits.Requests || bytes + length > limits.Bytes) return null;
            requests++;
            bytes += length;
            return new IntakePlace(this, length);
        }
    }

    internal void Shrink(long by)
    {
        lock (gate) bytes -= by;
    }

    internal void Leave(long length)
    {
        lock (gate)
        {
            requests--;
            bytes -= length;
        }
    }
}

/// <summary>How much is let in. A request in work takes some five times its body's length.</summary>
/// <param name="Requests">A stalled journal is told within 2 s: at a thousand requests a second this is what it may keep waiting.</param>
public sealed record IntakeLimits(int Requests = 2048, long Bytes = 128 * 1024 * 1024);

/// <summary>A request's place among those that are inside.</summary>
public sealed class IntakePlace : IDisposable
{
    private readonly Intake intake;
    private long length;
    private bool left;

    internal IntakePlace(Intake intake, long length) => (this.intake, this.length) = (intake, length);

    /// <summary>The body is read and no longer than that.</summary>
    public void Read(long actual)
    {
        if (actual >= length) return;
        intake.Shrink(length - actual);
        length = actual;
    }

    public void Dispose()
    {
        if (left) return;
        left = true;
        intake.Leave(length);
    }
}
