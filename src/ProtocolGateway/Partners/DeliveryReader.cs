using System.Collections.Frozen;

namespace ProtocolGateway.Partners;

/// <summary>Reads the section <c>Delivery</c> of a partner: what is set for a message wins over what is set for all.</summary>
internal sealed class DeliveryReader(SettingSection partner)
{
    private static readonly (string, Owing)[] Policies = [("fifo", Owing.Fifo), ("latest", Owing.Latest), ("none", Owing.None)];
    private static readonly (string, Poison)[] Poisons = [("block", Poison.Block), ("skip", Poison.Skip)];
    private static readonly string[] Common = ["Retry", "GiveUpAfter", "Poison", "PoisonAfter"];

    private readonly SettingSection section = partner.Group("Delivery");

    /// <summary>How many calls it gets at once; null where nothing is set.</summary>
    public int? Concurrency()
    {
        var (own, old) = (section.Whole("Concurrency", 1, 64), partner.Whole("Concurrency", 1, 64));
        if (own is not null && old is not null)
            section.Fault("Concurrency", $"it is set at {partner.PathOf("Concurrency")} too; expected it once");
        return own ?? old;
    }

    public DeliverySettings Read()
    {
        if (!partner.Has("Delivery")) return DeliverySettings.Default;
        section.OnlyKnows([.. Common, "Concurrency", "Order", "UnreachableAfter", "Messages"]);
        var order = section.Choice("Order", [("subject", DeliveryOrder.Subject), ("partner", DeliveryOrder.Partner)]) ?? DeliveryOrder.Subject;
        var usual = ReadCommon(section, new()
        {
            GiveUpAfter = DeliveryPolicies.UsualGiveUpAfter,
            Poison = order == DeliveryOrder.Partner ? Poison.Skip : Poison.Block,
        });
        var messages = section.Group("Messages");
        messages.OnlyKnows([.. DeliveryPolicies.Facts.Select(f => f.Message)]);
        return new DeliverySettings
        {
            Order = order,
            UnreachableAfter = section.Whole("UnreachableAfter", 1, 1000) ?? DeliverySettings.Default.UnreachableAfter,
            Messages = DeliveryPolicies.Facts.ToFrozenDictionary(
                f => f.Message, f => Message(messages.Group(f.Message), f.Message, usual with
                {
                    Policy = order == DeliveryOrder.Partner ? Owing.Fifo : f.Policy,
                    GiveUpAfter = section.Has("GiveUpAfter") ? usual.GiveUpAfter : DeliveryPolicies.GiveUpAfter(f.Message),
                }, order)),
        };
    }

    private static DeliveryPolicy Message(SettingSection section, string message, DeliveryPolicy usual, DeliveryOrder order)
    {
        section.OnlyKnows([.. Common, "Policy"]);
        var read = ReadCommon(section, usual) with { Policy = section.Choice("Policy", Policies) ?? usual.Policy };
        if (read.Policy == Owing.Latest && order == DeliveryOrder.Partner && message != DeliveryPolicies.Record)
            section.Fault("Policy", "the partner has one queue, first in first out: nothing is superseded; expected \"fifo\" or \"none\", or \"Order\": \"subject\"");
        if (message != DeliveryPolicies.Record) return read;
        if (read.Policy != Owing.Fifo) section.Fault("Policy", "charge detail records are owed one and all, in order; expected \"fifo\", or nothing");
        if (section.Has("GiveUpAfter")) section.Fault("GiveUpAfter", "charge detail records are never given up; expected nothing here");
        return read with { GiveUpAfter = null };
    }

    private static DeliveryPolicy ReadCommon(SettingSection section, DeliveryPolicy otherwise) => otherwise with
    {
        Retry = section.Waits("Retry") ?? otherwise.Retry,
        GiveUpAfter = section.Wait("GiveUpAfter") ?? otherwise.GiveUpAfter,
        Poison = section.Choice("Poison", Poisons) ?? otherwise.Poison,
        PoisonAfter = section.Whole("PoisonAfter", 2, 1000) ?? otherwise.PoisonAfter,
    };
}
