using ProtocolGateway.Canonical;

namespace ProtocolGateway.Exchanges;

/// <summary>What partners publish: heard by <see cref="Publishing.IPublishing"/>, owed to those who may see it.</summary>
internal abstract class PublishedFactKind : FactKind
{
    /// <summary>It says how the object is now: said twice it says the same.</summary>
    public override bool RepeatIsHarmless => true;

    public override DateTimeOffset? StartedAt(object message) => null;
}

internal sealed class LocationKind : PublishedFactKind
{
    public override Type Message => typeof(LocationPublished);

    public override string Subject => "location";

    public override object Matter(object message) => ((LocationPublished)message).Location;

    public override object Wrap(object record) => new LocationPublished { Location = (Location)record };

    public override object Restore(ReadOnlySpan<byte> canonical) => Wrap(CanonicalJson.Read(canonical, typeof(Location)));
}

internal sealed class TariffKind : PublishedFactKind
{
    public override Type Message => typeof(TariffPublished);

    public override string Subject => "tariff";

    public override object Matter(object message) => (object?)((TariffPublished)message).Withdrawn ?? ((TariffPublished)message).Tariff!;

    public override object Wrap(object record) =>
        record is WithdrawnTariff withdrawn ? new TariffPublished { Withdrawn = withdrawn } : new TariffPublished { Tariff = (Tariff)record };

    /// <summary>Only what was withdrawn tells when that was.</summary>
    public override object Restore(ReadOnlySpan<byte> canonical) =>
        CanonicalJson.Read(canonical, typeof(WithdrawnTariff)) is WithdrawnTariff { WithdrawnAt: not null } withdrawn
            ? Wrap(withdrawn)
            : Wrap(CanonicalJson.Read(canonical, typeof(Tariff)));
}

internal sealed class TokenKind : PublishedFactKind
{
    public override Type Message => typeof(TokenPublished);

    public override string Subject => "token";

    public override object Matter(object message) => ((TokenPublished)message).Token;

    public override object Wrap(object record) => new TokenPublished { Token = (Token)record };

    public override object Restore(ReadOnlySpan<byte> canonical) => Wrap(CanonicalJson.Read(canonical, typeof(Token)));
}
