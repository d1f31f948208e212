namespace ProtocolGateway.Rating;

/// <summary>The prices that records were told with for the first time: a repeat, whatever the tariff has become, tells the same.</summary>
public interface IRatings
{
    /// <summary>Null for a record that was not told yet, or not rated.</summary>
    /// <param name="exchange">In which the record was heard.</param>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    ValueTask<RatedPrice?> FindAsync(Guid exchange, CancellationToken cancellation);
}
