using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Telemetry;

/// <summary>
/// The debt as of a few seconds ago at most, however often and by however many it is asked for. A count that takes long, or a
/// journal out of reach, is waited for a moment only: then the last numbers stand.
/// </summary>
/// <param name="count">Counts in the journal.</param>
internal sealed class DebtCache(Func<Debt> count, TimeProvider time, ILogger<DebtCache> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Counting may take so much of the time: a twentieth of one core.
    private const int RestsPerCount = 20;

    private readonly Lock gate = new();
    private Debt last = Debt.None;
    private Task? counting;
    private long countedAt;
    private TimeSpan wait = TimeSpan.Zero;

    public Debt Current
    {
        get
        {
            Task? current;
            lock (gate)
            {
                if (counting is null && (countedAt == 0 || time.GetElapsedTime(countedAt) >= wait)) counting = Task.Run(Count);
                current = counting;
            }
            current?.Wait(Patience);
            lock (gate) return last;
        }
    }

    private void Count()
    {
        var began = time.GetTimestamp();
        Debt? counted = null;
        try
        {
            counted = count();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            TelemetryLog.NotCounted(logger, e);
        }
        finally
        {
            lock (gate)
            {
                last = counted ?? last;
                counting = null;
                countedAt = time.GetTimestamp();
                var took = time.GetElapsedTime(began) * RestsPerCount;
                wait = took > Fresh ? took : Fresh;
            }
        }
    }
}
