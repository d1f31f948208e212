namespace ProtocolGateway.Ocpi.Wire;

/// <summary>OCPI's own status codes (ocpi.md 1.6), as far as they are written here or have a meaning of their own.</summary>
internal static class OcpiStatus
{
    public const int Success = 1000;
    public const int ClientError = 2000;
    public const int InvalidParameters = 2001;
    public const int NotEnoughInformation = 2002;
    public const int UnknownLocation = 2003;
    public const int UnknownToken = 2004;
    public const int ServerError = 3000;
    public const int UnusableApi = 3001;
    public const int UnsupportedVersion = 3002;
    public const int NoMatchingEndpoints = 3003;
    public const int HubError = 4000;
    public const int UnknownReceiver = 4001;
    public const int ForwardingTimedOut = 4002;
    public const int ReceiverNotConnected = 4003;

    public static bool IsSuccess(int code) => code is >= 1000 and < 2000;

    public static bool IsClientError(int code) => code is >= 2000 and < 3000;

    /// <summary>Nothing is wrong with what was said: the same may be said again later.</summary>
    public static bool IsPassing(int code) =>
        code is (>= 3000 and < 4000) or HubError or ForwardingTimedOut or ReceiverNotConnected;
}
