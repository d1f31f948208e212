using Microsoft.Data.Sqlite;

namespace ProtocolGateway.Acceptance;

internal sealed class A_locked_journal_answers_503 : TwoWayJourney
{
    [Test]
    public async Task And_nothing_is_acknowledged_until_it_is_free()
    {
        var emip = new EmipRecord { ServiceSessionId = NewId() };
        var ocpi = OcpiRecord.ChargeDetailRecord(NewId());
        EmipAnswer emipAnswer;
        OcpiAnswer ocpiAnswer;
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(Gateway.Folder, "data", "journal.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync();

            (emipAnswer, ocpiAnswer) = (await Emip.SendAsync(emip), await Ocpi.PostAsync(ocpi));

            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync();
        }

        Assert.Multiple(() =>
        {
            Assert.That(emipAnswer.HttpStatus, Is.EqualTo(503), emipAnswer.ToString());
            Assert.That(ocpiAnswer.HttpStatus, Is.EqualTo(503), ocpiAnswer.ToString());
            Assert.That(ocpiAnswer.StatusCode, Is.EqualTo(3000));
        });
        Harmless.Check(emipAnswer.Body);
        Harmless.Check(ocpiAnswer.Body);

        // The senders try again, as a 503 tells them to.
        Assert.That((await Emip.SendAsync(emip)).RequestStatus, Is.EqualTo("1"));
        Assert.That((await Ocpi.PostAsync(ocpi)).StatusCode, Is.EqualTo(1000));
        await Gateway.Operators.UntilAsync(emip.ServiceSessionId, "Delivered");
        await Gateway.Operators.UntilAsync(ocpi["id"]!.ToString(), "Delivered");
        Assert.That(OcpiEmsp.SendingsOf(Story.AtOcpi(emip.ServiceSessionId)), Has.Count.EqualTo(1));
    }
}
