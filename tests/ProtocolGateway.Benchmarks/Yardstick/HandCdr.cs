namespace ProtocolGateway.Benchmarks.Yardstick;

/// <summary>What the yardstick reads of a record on its way from one notation to the other.</summary>
internal struct HandCdr
{
    public string Transaction;
    public string CpoCountry;
    public string CpoId;
    public string SessionId;
    public string EmspSessionId;
    public string EmspCountry;
    public string EmspId;
    public string EvseId;
    public string Contract;
    public string UserType;
    public string User;
    public DateTime Start;
    public DateTime End;
    public decimal Kwh;
    public decimal Hours;
    public decimal Cost;
    public string Currency;
}
