using System.Text.Json.Serialization;

namespace Rlar.Grpo.Training;

/// <summary>How much an alarm asks for; in JSON the words in brackets.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlarmSeverity>))]
public enum AlarmSeverity
{
    /// <summary>Worth knowing (notice): it may be what is wanted.</summary>
    [JsonStringEnumMemberName("notice")]
    Notice,

    /// <summary>Look at samples before the run is trusted (warning).</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>What the run earns is most likely not what was meant (alarm).</summary>
    [JsonStringEnumMemberName("alarm")]
    Alarm,
}
