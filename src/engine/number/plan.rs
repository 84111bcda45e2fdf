//! How numbers are written and dialled where the telephone stands.

/// Where the telephone stands, for reading and dialling national, local and internal numbers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NumberPlan {
    pub preset: Preset,
    /// Country code without `+`, `49`; empty: unknown. This and what follows, where it is `None`: as the preset says.
    pub country: Option<String>,
    /// The national prefix, `0` in Germany, `1` in the US.
    pub trunk_prefix: Option<String>,
    /// What precedes a country code, `00` in Germany, `011` in the US.
    pub international_prefix: Option<String>,
    /// As many digits has every national number with its area code; 0: they differ.
    pub national_length: Option<usize>,
    /// The telephone's own, without the national prefix; empty: unknown.
    pub area_code: String,
    /// A number of at most so many digits is a colleague's; 0: none is.
    pub internal_length: usize,
    /// What gets a line to the outside.
    pub outside_prefix: String,
    /// What the PBX takes from the front of a caller's number; may be `+`.
    pub inbound_prefix: String,
    /// The PBX does not know `+`.
    pub replace_plus: bool,
    /// Numbers of the own area are dialled without its code.
    pub skip_area_code: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Preset {
    /// The prefixes that most countries have (ITU-T E.123, E.164), and no country.
    #[default]
    International,
    Germany,
    /// The US, and all of the North American Numbering Plan.
    Us,
}

/// By their names in the settings.
pub const PRESETS: &[(&str, Preset)] =
    &[("international", Preset::International), ("germany", Preset::Germany), ("us", Preset::Us)];

impl Preset {
    const fn country(self) -> &'static str {
        match self {
            Self::International => "",
            Self::Germany => "49",
            Self::Us => "1",
        }
    }

    const fn trunk_prefix(self) -> &'static str {
        match self {
            Self::International | Self::Germany => "0",
            Self::Us => "1",
        }
    }

    const fn international_prefix(self) -> &'static str {
        match self {
            Self::International | Self::Germany => "00",
            Self::Us => "011",
        }
    }

    const fn national_length(self) -> usize {
        match self {
            Self::International | Self::Germany => 0,
            Self::Us => 10,
        }
    }
}

impl NumberPlan {
    pub fn country(&self) -> &str {
        self.country.as_deref().unwrap_or(self.preset.country())
    }

    pub fn trunk_prefix(&self) -> &str {
        self.trunk_prefix.as_deref().unwrap_or(self.preset.trunk_prefix())
    }

    pub fn international_prefix(&self) -> &str {
        self.international_prefix.as_deref().unwrap_or(self.preset.international_prefix())
    }

    pub fn national_length(&self) -> usize {
        self.national_length.unwrap_or(self.preset.national_length())
    }

    /// Without the national prefix, even where it was written with it.
    pub fn area_code(&self) -> &str {
        let (code, prefix) = (&*self.area_code, self.trunk_prefix());
        code.strip_prefix(prefix).filter(|_| !prefix.is_empty()).unwrap_or(code)
    }

    /// Whether a national number has a possible length.
    pub(super) fn fits(&self, digits: usize) -> bool {
        match self.national_length() {
            0 => true,
            length => digits == length,
        }
    }
}
