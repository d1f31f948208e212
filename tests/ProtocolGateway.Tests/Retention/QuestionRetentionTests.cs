using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Retention;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;
using ProtocolGateway.Tests.Questions;

namespace ProtocolGateway.Tests.Retention;

/// <summary>A driver who was asked about, and whose session never had a record, is forgotten like any other.</summary>
public sealed class QuestionRetentionTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task What_was_asked_and_answered_goes_and_the_session_tells_no_card()
    {
        await using var gateway = new GatewayUnderTest(agreements: [new Agreement { Emsp = Samples.Emsp, AskUnknownTokens = true }]);
        gateway.Protocol.Next(Asked.Allows());
        await gateway.AskAsync<TokenAuthorized>(Asked.Authorize());

        gateway.Time.Advance(TimeSpan.FromDays(91));
        await KeepAsync(gateway);
        using (var journal = gateway.Journal())
        {
            var ask = journal.Asks.Single();
            Assert.That((ask.Sent, ask.Answer, journal.Exchanges.Single().Answer), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
            Assert.That(Encoding.UTF8.GetString(journal.Sessions.Single().Body), Does.Contain(Asked.Card));
        }

        gateway.Time.Advance(TimeSpan.FromDays(400));
        await KeepAsync(gateway);
        using (var journal = gateway.Journal())
        {
            var texts = Encoding.UTF8.GetString(journal.Sessions.Single().Body) + Encoding.UTF8.GetString(journal.Exchanges.Single().Canonical!);
            Assert.That(texts, Does.Not.Contain(Asked.Card).And.Not.Contain("DE-ABC-C1"));
        }
    }

    private static Task<bool> KeepAsync(GatewayUnderTest gateway) => new RetentionKeeper(
        gateway.Get<JournalDatabase>(), gateway.Get<JournalWriter>(), RetentionSettings.Default, gateway.Time, NullLogger<RetentionKeeper>.Instance).RunAsync(CancellationToken.None);
}
