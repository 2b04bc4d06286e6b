//! From a point to the mark that is meant.

use super::scene::Scene;

/// How far from a mark a pointer may be, in CSS pixels.
const REACH_PX: f32 = 24.0;

impl Scene {
    /// The mark at a point of the scene: the smallest that contains it, or else the nearest within 24 px.
    #[must_use]
    pub fn hit(&self, x_px: f32, y_px: f32) -> Option<usize> {
        let mut best: Option<(usize, f32, f32)> = None;
        for (idx, mark) in self.marks.iter().enumerate() {
            let distance = mark.bounds.distance_px((x_px, y_px));
            if distance > REACH_PX || !distance.is_finite() {
                continue;
            }
            let size = mark.bounds.w * mark.bounds.h;
            if best.is_none_or(|(_, nearest, smallest)| {
                distance < nearest || (distance <= nearest && size < smallest)
            }) {
                best = Some((idx, distance, size));
            }
        }
        best.map(|(idx, ..)| idx)
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::{Action, Area, Mark, Scene, Tooltip};

    fn mark(x: f32, y: f32, w: f32, h: f32) -> Mark {
        Mark {
            label: String::new(),
            tooltip: Tooltip::default(),
            bounds: Area { x, y, w, h },
            point: None,
            action: Action::None,
        }
    }

    #[test]
    fn the_smallest_mark_under_the_pointer_wins_and_far_ones_do_not() {
        let marks = vec![mark(0.0, 0.0, 100.0, 100.0), mark(10.0, 10.0, 10.0, 10.0)];
        let scene = Scene { width_px: 200.0, height_px: 200.0, marks, ..Scene::default() };
        assert_eq!(scene.hit(15.0, 15.0), Some(1));
        assert_eq!(scene.hit(50.0, 50.0), Some(0));
        assert_eq!(scene.hit(120.0, 50.0), Some(0));
        assert_eq!(scene.hit(125.0, 50.0), None);
    }
}
