using Npgsql;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Tests.Journal;

public sealed class JournalFaultsTests
{
    [Test]
    public void A_fault_of_the_database_is_seen_in_what_EF_Core_wraps_it_into()
    {
        var wrapped = new InvalidOperationException("likely due to a transient failure", new NpgsqlException("Failed to connect"));
        Assert.That(JournalFaults.Explain(wrapped)?.Text, Is.EqualTo("The journal's database can't be reached."));
    }

    [Test]
    public void A_bug_is_none() => Assert.That(JournalFaults.Explain(new InvalidOperationException("Sequence contains no elements")), Is.Null);
}
