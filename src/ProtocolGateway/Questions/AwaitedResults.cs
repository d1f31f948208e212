using System.Collections.Concurrent;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Questions;

/// <summary>Waits for results of commands, whichever node hears them.</summary>
internal sealed class AwaitedResults(JournalWriter writer, TimeProvider time)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new();

    /// <summary>Until the command has a result, or until the deadline.</summary>
    public async Task WaitAsync(string command, DateTimeOffset deadline, CancellationToken cancellation)
    {
        var come = waiting.GetOrAdd(command, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            while (!come.Task.IsCompleted && deadline - time.GetUtcNow() is { Ticks: > 0 } left)
            {
                // Another node may have heard it.
                var looked = await writer.WriteAsync(journal => journal.Commands.Find(command)?.Result is not null).ConfigureAwait(false);
                if (looked.Value) return;
                await Task.WhenAny(come.Task, Task.Delay(left < Glance ? left : Glance, time, cancellation)).ConfigureAwait(false);
            }
        }
        finally
        {
            waiting.TryRemove(command, out _);
        }
    }

    /// <summary>This node has heard it.</summary>
    public void Come(string command)
    {
        if (waiting.TryGetValue(command, out var come)) come.TrySetResult();
    }
}
