using ProtocolGateway.Questions;

namespace ProtocolGateway.Bus;

/// <summary>Have one question said. The namespace and the names are the wire between nodes: they don't change.</summary>
/// <typeparam name="T">The canonical question.</typeparam>
public sealed record Ask<T>
    where T : class
{
    public T? Question { get; init; }

    public DateTimeOffset Deadline { get; init; }
}

/// <summary>What came of it: see <see cref="Answer{T}"/>.</summary>
/// <typeparam name="T">The canonical answer.</typeparam>
public sealed record Answered<T>
    where T : class
{
    public T? Value { get; init; }

    public NoAnswer? Why { get; init; }

    public Said? Said { get; init; }
}
