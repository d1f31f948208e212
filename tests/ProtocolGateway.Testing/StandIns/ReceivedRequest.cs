using System.Text;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>One request as a stand-in got it.</summary>
/// <param name="Headers">By name, whatever the case; several values joined by a comma.</param>
public sealed record ReceivedRequest(
    DateTimeOffset At, string Method, string Path, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Of the certificate that the caller showed; null over plain http.</summary>
    public string? CallersThumbprint { get; init; }

    public string Text => Encoding.UTF8.GetString(Body.Span);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
