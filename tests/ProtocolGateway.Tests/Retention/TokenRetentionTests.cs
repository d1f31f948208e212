using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Retention;
using ProtocolGateway.Tests.Publishing;

namespace ProtocolGateway.Tests.Retention;

/// <summary>What was said of a driver's token is forgotten; the directory knows the token as long as its eMSP has it.</summary>
public sealed class TokenRetentionTests(JournalProvider provider) : PublishingTest(provider)
{
    [Test]
    public async Task What_was_told_of_a_token_tells_no_card_in_time()
    {
        await SayAsync(Token());
        await Gateway.DeliverAsync();
        Gateway.Time.Advance(TimeSpan.FromDays(500));
        await new RetentionKeeper(
            Gateway.Get<JournalDatabase>(), Gateway.Get<JournalWriter>(), RetentionSettings.Default, Gateway.Time, NullLogger<RetentionKeeper>.Instance)
            .RunAsync(CancellationToken.None);

        using var journal = Gateway.Journal();
        var exchange = journal.Exchanges.Single();
        var texts = Encoding.UTF8.GetString(exchange.Canonical!) + exchange.FactKey + string.Concat(journal.Deliveries.Select(d => d.Key + d.Subject));
        Assert.That(texts, Does.Not.Contain("04A2B3C4").And.Not.Contain("C12345678").And.Not.Contain(TokenKey));
        Assert.That(journal.Tokens.Single().UidKey, Is.EqualTo("04A2B3C4"));
    }
}
