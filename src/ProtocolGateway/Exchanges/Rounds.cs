namespace ProtocolGateway.Exchanges;

/// <summary>Work that is done again and again until the gateway stops.</summary>
public static class Rounds
{
    /// <summary>The first round at once, each other a pause after the one before.</summary>
    /// <param name="failed">Tells of a round that threw.</param>
    public static Task RepeatAsync(TimeSpan pause, TimeProvider time, Func<Task> round, Action<Exception> failed, CancellationToken stop)
    {
        var first = true;
        return RepeatAsync(WaitAsync, round, failed, stop);

        Task WaitAsync()
        {
            var wait = first ? Task.CompletedTask : Task.Delay(pause, time, stop);
            first = false;
            return wait;
        }
    }

    /// <param name="wait">Until the next round.</param>
    /// <param name="failed">Tells of a round that threw.</param>
    public static async Task RepeatAsync(Func<Task> wait, Func<Task> round, Action<Exception> failed, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
#pragma warning disable CA1031 // One bad round must not be the last.
            try
            {
                await wait().ConfigureAwait(false);
                await round().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failed(e);
            }
#pragma warning restore CA1031
        }
    }
}
