using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>Takes away a claim of which nobody knows how far its node came.</summary>
internal static class Doubt
{
    /// <summary>False when the claim was not that node's any more.</summary>
    /// <param name="repeatIsHarmless">It may be said again without doing anything twice.</param>
    /// <param name="lostBy">The node.</param>
    public static bool Write(
        JournalSession journal, long sequence, bool repeatIsHarmless, int attempts, string? partner, string key, string text, string lostBy,
        DateTimeOffset now)
    {
        var then = Settling.InDoubt(text, repeatIsHarmless, attempts, now, DeliveryPolicies.UsualRetry);
        var doubt = new StateChange(DeliveryState.InDoubt, text) { Hold = new("InDoubt", text), Repeat = true, LostBy = lostBy };
        if (!journal.Deliveries.Change(sequence, DeliveryState.Owed, doubt, now)) return false;
        if (then.State == DeliveryState.Owed)
            journal.Deliveries.Change(sequence, DeliveryState.InDoubt, doubt with { To = DeliveryState.Owed, NotBefore = then.NotBefore, LostBy = null }, now);
        else
            journal.Upkeep.Find("DeliveryInDoubt", $"Nobody knows whether {partner} heard {key}: {text}", key, now);
        return true;
    }
}
